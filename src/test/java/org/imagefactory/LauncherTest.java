package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launchers find out before Java starts. */
class LauncherTest {

    @TempDir File folder;

    @ParameterizedTest
    @CsvSource({"image-factory, 4", "imagefactory, 1", "imagefactoryd, 1"})
    void theCurrentFolderIsGone(String program, int status) throws Exception {
        Path gone = Files.createDirectory(folder.toPath().resolve("gone"));
        Process process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "rmdir \"$PWD\" && exec \"$0\"",
                                Path.of("src/main/sh", program).toAbsolutePath().toString())
                        .directory(gone.toFile())
                        .redirectErrorStream(true)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(printed)
                .endsWith(program + ": the current folder is gone; change to another one\n")
                .doesNotContain("Exception");
        assertThat(process.exitValue()).isEqualTo(status);
    }
}

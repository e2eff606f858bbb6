package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
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

    /** What distributions publish may take more memory than a build. */
    @ParameterizedTest
    @CsvSource({
        "scan --all, 256m",
        "--quiet scan --all, 256m",
        "--quiet mini --jobs 2, 256m",
        "--quiet mini, 64m",
        "'', 64m"
    })
    void commandsThatNeedItHaveALargerHeap(String arguments, String heap) throws Exception {
        Path home = Files.createDirectories(folder.toPath().resolve("home"));
        Path program = Files.createDirectory(home.resolve("bin")).resolve("image-factory");
        Files.copy(
                Path.of("src/main/sh/image-factory"), program, StandardCopyOption.COPY_ATTRIBUTES);
        Path libraries = Files.createDirectory(home.resolve("lib"));
        Files.createFile(libraries.resolve("image-factory.jar"));
        Files.writeString(libraries.resolve("image-factory.classpath"), "image-factory.jar\n");
        Path java = Files.createDirectories(home.resolve("java/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", "exec " + program + " " + arguments)
                        .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.resolve("java").toString());
        builder.environment().remove("IMAGE_FACTORY_HEAP");
        Process process = builder.start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(printed).contains(" -Xmx" + heap + " ");
    }
}

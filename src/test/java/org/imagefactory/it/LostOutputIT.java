package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged programs where what they print cannot be written. */
class LostOutputIT {

    private static final String TEMPLATE =
            """
            <template><name>mock</name>
            <os><name>MockOS_A</name><version>1</version><arch>x86_64</arch>
            <install type="url"><url>http://mirror.example.org/</url></install></os></template>
            """;

    @TempDir private Path folder;

    private record Outcome(int status, String err) {}

    @ParameterizedTest
    @CsvSource({
        "image-factory, 4, list",
        "image-factory, 4, --help",
        "image-factory, 4, --version",
        "imagefactory, 1, --version",
        "imagefactory, 1, --help",
        "imagefactory, 1, --config conf --output json images {}",
        "imagefactory, 1, --config conf plugins",
        "imagefactory, 1, --config conf template check mock.tdl",
        "imagefactory, 1, --config conf store check",
        "imagefactory, 1, --config conf base_image mock.tdl",
        "imagefactory, 1, --config conf --output json base_image mock.tdl",
    })
    void isAFailure(String program, int status, String arguments) throws Exception {
        Outcome outcome = run("exec \"$@\" >/dev/full", program, arguments);

        assertThat(outcome.err())
                .contains(program + ": cannot write to standard output: No space left on device\n");
        assertThat(outcome.status()).isEqualTo(status);
    }

    @Test
    void whoHasSeenEnoughMayGo() throws Exception {
        Outcome outcome = run("\"$@\" | :", "imagefactory", "--config conf plugins");

        assertThat(outcome.err()).isEmpty();
    }

    private Outcome run(String script, String program, String arguments)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve("mock.tdl"), TEMPLATE);
        Files.writeString(
                folder.resolve("conf"),
                "{\"image_manager_args\": {\"storage_path\": \"%1$s/store\"}, \"imgdir\": \"%1$s\"}"
                        .formatted(folder));
        Files.writeString(folder.resolve("image-factory.conf"), "[mini]\n");
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.add(Path.of("target/image-factory/bin", program).toAbsolutePath().toString());
        command.addAll(List.of(arguments.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .put("IMAGE_FACTORY_CONFIG", folder.resolve("image-factory.conf").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), err);
    }
}

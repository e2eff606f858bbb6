package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged imagefactory with {@code --url}, against the packaged service. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RemoteIT {

    private static final Path PROGRAM = Path.of("target/image-factory/bin/imagefactory");

    @TempDir private Path folder;
    private DaemonProcess daemon;

    private record Outcome(int status, String out, String err) {}

    @BeforeEach
    void start() throws Exception {
        daemon = new DaemonProcess(folder, false);
        daemon.certificate();
        write("mock.tdl", DaemonProcess.TEMPLATE.formatted("é"));
        write("oauth", "client1 our-secret\n");
        write("credentials", "top secret");
    }

    @AfterEach
    void stop() throws Exception {
        daemon.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Process begin(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "--default-signal=HUP,INT,TERM", // whoever runs the tests
                                PROGRAM.toAbsolutePath().toString(),
                                "--url",
                                daemon.url(),
                                "--ca-file",
                                "imagefactory.pem",
                                "--oauth-file",
                                "oauth"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(folder.resolve("err").toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private Outcome run(String... arguments) throws Exception {
        Process process = begin(arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return new Outcome(status, out, Files.readString(folder.resolve("err")));
    }

    private static String line(String name, String out) {
        return out.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    @Test
    void theSameCommandsForAService() throws Exception {
        Outcome base =
                run("--verbose", "base_image", "mock.tdl", "--parameter", "mock_seconds", "2");
        String id = line("UUID", base.out());
        assertThat(base.out())
                .isEqualTo(
                        """

                        ============ Final Image Details ============
                        UUID: %s
                        Type: base_image
                        Image filename: %s/imagefactory/base_images/%s/raw_image
                        Image build completed SUCCESSFULLY!
                        """
                                .formatted(id, daemon.url(), id));
        assertThat(base.status()).isZero();
        assertThat(base.err()).contains("base_image " + id + ": BUILDING: ");

        Outcome target = run("--output", "json", "--raw", "target_image", "mock", "--id", id);
        assertThat(target.status()).isZero();
        assertThat(Json.object(target.out()))
                .containsEntry("base_image_id", id)
                .containsEntry("target", "mock")
                .containsEntry("status", "NEW")
                .doesNotContainKeys("_type", "href");
        String targetId = (String) Json.object(target.out()).get("identifier");

        Outcome pushed = run("provider_image", "@provider", "credentials", "--id", targetId);
        assertThat(pushed.status()).isZero();
        assertThat(line("Image ID on provider", pushed.out())).isNotBlank();
        assertThat(pushed.out() + pushed.err()).doesNotContain("top secret");

        assertThat(run("images", "{}").out().lines()).hasSize(3);
        Outcome one = run("--output", "json", "--raw", "images", "{\"type\": \"BaseImage\"}");
        assertThat(Json.object(one.out()))
                .containsEntry("identifier", id)
                .containsEntry("status", "COMPLETE");
        assertThat(run("--output", "json", "--raw", "images", "{\"target\": \"x\"}").out())
                .isEqualTo("{}\n");
        assertThat(run("plugins").out()).contains("MockOS", "TinMan");
        assertThat(run("plugins", "--id", "absent").status()).isEqualTo(1);

        Outcome deleted = run("delete", id);
        assertThat(deleted.out()).isEqualTo("Deleting image with id " + id + "\n");
        assertThat(deleted.status()).isZero();
        Outcome again = run("delete", id);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.out()).isEqualTo("No image found with id: " + id + "\n");
    }

    @Test
    void failuresAreToldInTheSameWay() throws Exception {
        Outcome failed = run("base_image", "mock.tdl", "--parameter", "mock_error", "no luck");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).isEqualTo("\nImage build FAILED with error: no luck\n");
        assertThat(run("import_base_image", "x").err()).contains("on this host only");
        assertThat(run("base_image", "absent").err()).contains("absent");

        write("oauth", "client1 wrong\n");
        Outcome refused = run("base_image", "mock.tdl");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains("401", "--oauth-file")
                .doesNotContain("wrong\"", "\tat ");
        Files.setPosixFilePermissions(
                folder.resolve("oauth"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run("images", "{}").err()).contains("chmod 600");

        Process untrusted =
                new ProcessBuilder(
                                PROGRAM.toAbsolutePath().toString(),
                                "--url",
                                daemon.url(),
                                "images",
                                "{}")
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(untrusted.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("--ca-file");
        assertThat(untrusted.waitFor()).isEqualTo(1);
    }

    @Test
    void aSignalCancelsWhatWasMadeForTheCommand() throws Exception {
        Process process =
                begin(
                        "--output",
                        "json",
                        "--raw",
                        "target_image",
                        "mock",
                        "--template",
                        "mock.tdl",
                        "--parameter",
                        "mock_seconds",
                        "600");
        while (!run("images", "{}").out().contains("BUILDING")) {
            assertThat(process.isAlive()).isTrue();
        }
        new ProcessBuilder("kill", "-s", "INT", "" + process.pid()).start().waitFor();
        assertThat(process.waitFor()).isEqualTo(130);
        while (!run("images", "{}").out().isEmpty()) {
            Thread.sleep(100);
        }
    }

    @Test
    void whoDetachesLeavesTheBuildToTheService() throws Exception {
        Outcome left =
                run("--detach", "base_image", "mock.tdl", "--parameter", "mock_seconds", "3");
        assertThat(left.status()).isZero();
        String id = line("UUID", left.out());
        assertThat(line("Image build goes on at", left.out()))
                .isEqualTo(daemon.url() + "/imagefactory/base_images/" + id);
        while (!run("images", Json.line(Map.of("identifier", id))).out().contains("COMPLETE")) {
            Thread.sleep(100);
        }
    }
}

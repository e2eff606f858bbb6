package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.Crypt;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.Test;

/** Templates become base images, by the packaged imagefactory and real machines. */
class TemplateIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final TestHost host = TestHost.shared();
    private final Path folder = host.newFolder("template");
    private final Path store = folder.resolve("store");
    private final Path images = folder.resolve("imgdir");

    /** A section for the mini system, a plugin that has it, and the program's configuration. */
    private void configure(String... answers) throws IOException {
        List<String> all = new ArrayList<>(List.of(answers));
        all.add("hash={{{root-password-hash}}}");
        Files.write(folder.resolve("answers.cfg.mustache"), all);
        Files.writeString(
                folder.resolve("image-factory.conf"),
                """
                [mini]
                os-name=Mini
                linux=%1$s/linux
                initrd=%1$s/initrd.gz
                preseed=%2$s/answers.cfg.mustache
                append=console=ttyS0 no_timer_check
                ram=256M
                virt-type=qemu
                boot-test=no
                zero-free=none
                post-build-command=false
                """
                        .formatted(host.installer(), folder));
        Path plugins = Files.createDirectory(folder.resolve("plugins.d"));
        Files.writeString(
                plugins.resolve("TinMan.info"),
                """
                {"type": "os", "targets": [["Mini", null, null]], "description": "d",
                 "maintainer": {"name": "n", "email": "e", "url": "u"},
                 "version": "1", "license": "l"}
                """);
        Files.writeString(
                folder.resolve("conf"),
                """
                {"image_manager_args": {"storage_path": "%s"}, "imgdir": "%s", "tmpdir": "%s",
                 "plugins": "%s", "verbose": true}
                """
                        .formatted(store, images, host.temporaryFolder(), plugins));
    }

    private void template(String commands) throws IOException {
        Files.writeString(
                folder.resolve("mini.tdl"),
                """
                <template>
                  <name>mini</name>
                  <description>a &lt;mini> system</description>
                  <os>
                    <name>Mini</name>
                    <version>1</version>
                    <arch>x86_64</arch>
                    <install type="url"><url>http://mirror.invalid/mini/</url></install>
                    <rootpw>sesame open</rootpw>
                  </os>
                  <disk><size>320 MiB</size></disk>
                  <files><file name="/etc/motd" type="base64">AAEK</file></files>
                  <commands>%s</commands>
                </template>
                """
                        .formatted(commands));
    }

    private record Run(int status, String out, String err) {}

    private Process start() throws IOException {
        List<String> command =
                List.of(
                        host.launcher().resolveSibling("imagefactory").toString(),
                        "--config",
                        "conf",
                        "base_image",
                        "mini.tdl");
        ProcessBuilder builder =
                new ProcessBuilder(host.commandLine(command))
                        .directory(folder.toFile())
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile());
        builder.environment()
                .put("IMAGE_FACTORY_CONFIG", folder.resolve("image-factory.conf").toString());
        builder.environment().put("TMPDIR", host.temporaryFolder().toString());
        return builder.start();
    }

    private Run end(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Run(
                process.waitFor(),
                Files.readString(folder.resolve("out")),
                Files.readString(folder.resolve("err")));
    }

    private Map<String, ?> onlyRecord() throws Exception {
        try (Stream<Path> files = Files.list(store)) {
            List<Path> records = files.filter(file -> file.toString().endsWith(".meta")).toList();
            assertThat(records).hasSize(1);
            return Json.object(Files.readAllBytes(records.get(0)));
        }
    }

    private void assertNothingLeft() throws IOException {
        assertThat(host.domains()).isEmpty();
        assertThat(host.processes()).isEmpty();
        assertThat(host.temporaryFolder()).isEmptyDirectory();
        try (Stream<Path> left = Files.walk(images)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void becomesABaseImage() throws Exception {
        configure("apt=yes", "data=1", "deleted=0");
        template("<command name='say'>echo done &gt;/root/said</command>");

        Run run = end(start());

        assertThat(run.status()).as(run.err()).isZero();
        Map<String, ?> record = onlyRecord();
        String id = record.get("identifier").toString();
        Path body = store.resolve(id + ".body");
        assertThat(run.out())
                .isEqualTo(
                        """

                        ============ Final Image Details ============
                        UUID: %s
                        Type: base_image
                        Image filename: %s
                        Image build completed SUCCESSFULLY!
                        """
                                .formatted(id, body));
        assertThat(record.get("status")).isEqualTo("COMPLETE");
        assertThat(record.get("percent_complete")).isEqualTo(100);
        assertThat(record.get("icicle").toString())
                .startsWith(
                        "<icicle><description>a &lt;mini&gt; system</description>"
                                + "<packages><package name=\"");
        assertThat(record.get("parameters").toString()).contains("libvirt_xml=<domain");
        Guest guest = new Guest(body);
        String root =
                guest.lines("/etc/shadow").stream()
                        .filter(line -> line.startsWith("root:"))
                        .findFirst()
                        .orElseThrow();
        String hash = root.split(":", -1)[1];
        assertThat(hash).startsWith("$6$").isEqualTo(Crypt.crypt("sesame open", hash));
        assertThat(guest.lines("/root/said")).contains("done");
        Path motd = folder.resolve("motd");
        guest.copy("/etc/motd", motd);
        assertThat(motd).hasBinaryContent(new byte[] {0, 1, 10});
        assertThat(Files.size(body)).isEqualTo(320L << 20);
        assertThat(Files.readString(store.resolve(".documents/" + id + "/provenance.json")))
                .contains("\"template\"")
                .doesNotContain("sesame", hash);
        assertThat(run.err()).doesNotContain("sesame", hash);
        assertNothingLeft();
    }

    @Test
    void aFailingCommandIsTold() throws Exception {
        configure("data=1", "deleted=0");
        template("<command name='break'>echo last words; exit 7</command>");

        Run run = end(start());

        assertThat(run.status()).as(run.err()).isEqualTo(1);
        Map<String, ?> record = onlyRecord();
        assertThat(record.get("status")).isEqualTo("FAILED");
        assertThat(record.get("status_detail").toString())
                .contains("'break'", "template:13", "7", "last words");
        assertThat(run.out() + run.err()).contains("Image build FAILED with error: ");
        assertNothingLeft();
    }

    @Test
    void aSignalEndsEverything() throws Exception {
        configure("data=1", "deleted=0", "hold=300");
        template("<command name='say'>true</command>");
        Process process = start();
        waitUntil(process, () -> !host.domains().isEmpty());

        TestHost.onThisHost("kill", "-s", "TERM", Long.toString(process.pid()));
        Run run = end(process);

        assertThat(run.status()).as(run.err()).isEqualTo(143);
        Map<String, ?> record = onlyRecord();
        assertThat(record.get("status")).isEqualTo("FAILED");
        assertThat(record.get("status_detail").toString()).contains("interrupted by a signal");
        assertNothingLeft();
    }

    private void waitUntil(Process process, BooleanSupplier condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError(Files.readString(folder.resolve("err")));
            }
            Thread.sleep(200);
        }
    }
}

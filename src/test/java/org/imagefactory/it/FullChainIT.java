package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Builds that go well, from the first byte fetched to the login prompt. */
class FullChainIT {

    private static final String[] UPLOADED = {
        ".raw.sha256sum", ".raw.sha256sum.asc", ".provenance.json", ".provenance.json.asc"
    };

    @AfterAll
    static void endAgent() {
        SignedImage.endAgent();
    }

    private static final String[] LOGS = {
        "/var/log/installer",
        "/var/log/anaconda",
        "/root/anaconda-ks.cfg",
        "/root/install.log",
        "/var/log/YaST2",
        "/var/lib/YaST2",
        "/var/adm/autoinstall"
    };

    @Test
    void qcow2FromHttpWithEverythingChecked() throws IOException, InterruptedException {
        Factory factory = new Factory("data=16", "deleted=64", "password=secret");
        factory.set("format", "qcow2").set("keep-raw", "yes").set("compression", "zstd");
        factory.set("boot-test", "auto");
        try (MiniMirror mirror = new MiniMirror(TestHost.shared().installer())) {
            factory.set("linux", mirror.url("linux")).set("initrd", mirror.url("initrd.gz"));

            factory.build(0);

            assertThat(mirror.bodies()).isEqualTo(2);
        }
        assertThat(factory.results())
                .containsExactly(
                        "mini-DATE.console.log",
                        "mini-DATE.json",
                        "mini-DATE.provenance.json",
                        "mini-DATE.qcow2",
                        "mini-DATE.qcow2.sha256sum",
                        "mini-DATE.raw",
                        "mini-DATE.raw.sha256sum");
        factory.assertNothingRuns();
        Path image = factory.result(".qcow2");
        assertChecksum(factory, ".qcow2.sha256sum");
        TestHost.onThisHost("qemu-img", "check", image.toString());
        Path raw = factory.result(".raw");
        TestHost.onThisHost("qemu-img", "compare", raw.toString(), image.toString());
        TestHost.onThisHost("e2fsck", "-fn", raw + "?offset=1048576");
        // 16 MiB of data, 40 MiB of system; without the 64 MiB that were deleted.
        assertThat(allocated(raw)).isLessThan(80L << 20);

        Guest guest = new Guest(raw);
        assertThat(guest.lines("/etc/os-release")).contains("ID=mini");
        assertThat(guest.has("/srv/data")).isTrue();
        for (String log : LOGS) {
            assertThat(guest.has(log)).as(log).isFalse();
        }
        Guest.bootAndLogIn(image, "qcow2", "secret");
    }

    @Test
    void rawWithGptUploadedAndHooked() throws IOException, InterruptedException {
        Factory factory = new Factory("label=gpt", "logs=anaconda");
        Path arrived = TestHost.shared().newFolder("arrived");
        Path hook = factory.folder().resolve("hook");
        Files.writeString(hook, "#!/bin/sh\necho \"$1\" >" + arrived.resolve("built") + "\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (RsyncDaemon daemon = new RsyncDaemon(arrived)) {
            SignedImage.makeKey();
            factory.set("sign", "gpg").set("sign-key", SignedImage.KEY);
            factory.set("installer-logs", "yes")
                    .set("boot-test", "console")
                    .set("log-file", "yes")
                    .set("upload_destinations", "here")
                    .set("post-build-command", hook.toString())
                    .section(
                            "[here]",
                            "upload_type = RSYNC",
                            "upload_target = " + daemon.url(),
                            "upload_args = --times",
                            "post-upload-command = touch " + arrived + "/uploaded-${image}");

            Build build = factory.build(0);

            // The installer's logs are printed before they are removed.
            assertThat(build.output()).contains("INFO anaconda: done");
        }
        assertThat(factory.results())
                .containsExactly(
                        "mini-DATE.console.log",
                        "mini-DATE.json",
                        "mini-DATE.log",
                        "mini-DATE.provenance.json",
                        "mini-DATE.provenance.json.asc",
                        "mini-DATE.raw",
                        "mini-DATE.raw.sha256sum",
                        "mini-DATE.raw.sha256sum.asc");
        factory.assertNothingRuns();
        assertChecksum(factory, ".raw.sha256sum");
        Path raw = factory.result(".raw");
        String name = raw.getFileName().toString();
        assertThat(arrived.resolve(name)).hasSameBinaryContentAs(raw);
        for (String suffix : UPLOADED) {
            Path file = factory.result(suffix);
            assertThat(arrived.resolve(file.getFileName())).hasSameBinaryContentAs(file);
        }
        assertThat(arrived.resolve("uploaded-" + name)).exists();
        assertThat(arrived.resolve("built")).hasContent(name);

        new SignedImage(factory, raw).check();
        Guest guest = new Guest(raw);
        for (String log : LOGS) {
            assertThat(guest.has(log)).as(log).isFalse();
        }
        Guest.bootAndLogIn(raw, "raw", "mini");
    }

    private static void assertChecksum(Factory factory, String suffix) throws IOException {
        Path sums = factory.result(suffix);
        TestHost.onThisHost(
                "sh",
                "-c",
                "cd \"$1\" && sha256sum -c --strict \"$2\"",
                "sh",
                sums.getParent().toString(),
                sums.getFileName().toString());
    }

    private static long allocated(Path file) {
        return Long.parseLong(TestHost.onThisHost("stat", "-c", "%b", file.toString()).get(0))
                * 512;
    }
}

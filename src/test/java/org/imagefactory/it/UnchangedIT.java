package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.history.History;
import org.imagefactory.netboot.SignedArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nights in which something has changed, or nothing; installations are copies of a disk. */
class UnchangedIT {

    private static final String IF_CHANGED = "--if-changed";
    private static final String UPDATES = "updates/InRelease";
    private static final long SIZE = 256L * DiskImages.MIB;

    private final Factory factory;
    private final SignedMirror mirror;
    private SignedArchive archive;

    UnchangedIT() throws IOException, InterruptedException {
        factory = new Factory("data=1");
        mirror = new SignedMirror(TestHost.shared().newFolder("u"));
    }

    @BeforeEach
    void prepare() throws Exception {
        Path content = Files.createDirectory(factory.folder().resolve("content"));
        Files.createDirectories(content.resolve("etc"));
        Path disk = factory.folder().resolve("installed");
        new Barrier(factory).installed(DiskImages.installed(disk, SIZE, "ext4", content));
        archive = mirror.renew();
        publishUpdates("1");
        SignedArchive.keys(mirror.base()).forEach(factory::set);
        factory.set("keyring", mirror.keyring().toString())
                .set("verify", "signed")
                .set("log-file", "true")
                .set("watch", mirror.base() + UPDATES)
                .set("cache_dir", TestHost.shared().newFolder("c").toString())
                .set("post-build-command", "sh -c \"test ! -e '%s'\"".formatted(failing()));
    }

    @AfterEach
    void stopTheMirror() throws IOException, InterruptedException {
        mirror.close();
    }

    private Path failing() {
        return factory.folder().resolve("fail");
    }

    /** Signs and dates it anew in any case. */
    private void publishUpdates(String version) throws IOException, InterruptedException {
        String date = "Date: Sat, 12 Sep 2026 07:55:41 UTC\n".replace("41", version + "0");
        String text = "Suite: updates\n" + date + "Version: " + version + "\n";
        mirror.put(UPDATES, mirror.publisher().clearSign(text).getBytes(StandardCharsets.UTF_8));
    }

    private String explain(String... options) throws IOException, InterruptedException {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "explain";
        System.arraycopy(options, 0, arguments, 1, options.length);
        arguments[arguments.length - 1] = Factory.IMAGE;
        return factory.run(0, arguments).output();
    }

    private String build(int exitStatus) throws IOException, InterruptedException {
        return factory.build(exitStatus, IF_CHANGED).output();
    }

    private void assertBuilds() throws IOException, InterruptedException {
        assertThat(build(0)).contains("virt-install", "successfully built mini");
        assertSkips();
    }

    private void assertSkips() throws IOException, InterruptedException {
        String memory = memory();
        String log = Files.readString(factory.result(".log"));

        assertThat(build(0))
                .containsPattern("mini: nothing changed since the build of .*\\(mini-.*\\.raw\\)")
                .doesNotContain("virt-install", "successfully built");

        assertThat(memory()).isEqualTo(memory);
        assertThat(factory.result(".log")).hasContent(log);
        factory.assertNothingRuns();
    }

    private String memory() throws IOException {
        return Files.readString(factory.output().resolve(History.FOLDER).resolve("mini.json"));
    }

    @Test
    void nights() throws IOException, InterruptedException {
        assertThat(explain()).contains("mini: the image is new: no build of it is remembered");
        assertBuilds();
        assertThat(explain()).startsWith("mini: nothing: --if-changed would skip it");
        Build quiet = factory.build(0, IF_CHANGED, "--quiet");
        assertThat(quiet.output()).isEmpty();

        // the mirror was at work, but there are no new packages
        archive.dated("20250803+deb13u7", "Sat, 10 Oct 2026 08:00:00 UTC").publish();
        publishUpdates("1");
        assertSkips();

        everythingChanges();
        assertBuilds();
        aNightThatFails();
        theImageIsRemoved();
        theMirrorIsNotToBeTrusted();
    }

    private void everythingChanges() throws IOException, InterruptedException {
        factory.answer("data=2");
        factory.set("ram", "300M").set("install-timeout", "2h");
        publishUpdates("2");
        archive.with("MZ\0 kernel".getBytes(StandardCharsets.UTF_8), initrd()).publish();

        assertThat(explain().lines())
                .containsExactlyInAnyOrder(
                        "mini: answer file %s changed"
                                .formatted(factory.folder().resolve("answers.cfg")),
                        "mini: setting ram changed",
                        "mini: installer file linux changed",
                        "mini: installer file release changed",
                        "mini: installer file checksums changed",
                        "mini: trixie/updates (%s) changed".formatted(mirror.base() + UPDATES));
    }

    private static byte[] initrd() throws IOException {
        return Files.readAllBytes(TestHost.shared().installer().resolve("initrd.gz"));
    }

    private void aNightThatFails() throws IOException, InterruptedException {
        factory.answer("data=3");
        Files.createFile(failing());
        build(10);
        assertThat(explain()).contains("mini: the last build failed: status 10, ");
        Files.delete(failing());
        assertBuilds();
    }

    private void theImageIsRemoved() throws IOException, InterruptedException {
        Path image = factory.result(".raw");
        Files.delete(image);
        assertThat(explain("--json"))
                .contains(
                        "\"unchanged\" : false",
                        "\"subject\" : \"image file %s\"".formatted(image.getFileName()),
                        "\"change\" : \"gone\"");
        assertBuilds();
    }

    /** Nobody can keep updates away by signing for them. */
    private void theMirrorIsNotToBeTrusted() throws IOException, InterruptedException {
        String signed = new String(mirror.get(UPDATES), StandardCharsets.UTF_8);
        mirror.put(UPDATES, signed.replace("07:55", "08:55").getBytes(StandardCharsets.UTF_8));
        mirror.remove("InRelease");

        assertThat(explain())
                .contains(
                        "mini: the installer cannot be told: cannot download release from",
                        "mini: trixie/updates (%s) cannot be told:"
                                .formatted(mirror.base() + UPDATES),
                        "has a wrong signature");
    }
}

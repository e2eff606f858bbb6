package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.netboot.OpenPgp;
import org.imagefactory.netboot.SignedArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The installer's signatures, through the packaged program: what is not genuine is not booted and
 * not kept, and what was good before stays.
 */
class VerificationIT {

    private static final String SUMS = "main/installer-amd64/current/images/SHA256SUMS";
    private static final String NETBOOT =
            "main/installer-amd64/current/images/netboot/debian-installer/amd64/";

    /** A kernel and an initrd to the first look, but nothing that boots. */
    private static final byte[] OTHER_KERNEL =
            "MZ\0 another kernel".getBytes(StandardCharsets.UTF_8);

    private static final byte[] OTHER_INITRD =
            "070701\0 another initrd".getBytes(StandardCharsets.UTF_8);

    private static final String NEW_VERSION = "20250803+deb13u8";
    private static final String NEWER = "Sat, 10 Oct 2026 08:00:00 UTC";
    private static final String OLDER = "Sat, 11 Jul 2026 10:16:37 UTC";

    private static SignedMirror mirror;
    private static OpenPgp stranger;
    private static OpenPgp expired;
    private static Path expiredKeyring;
    private static Path cache;

    /** Fills the cache by a build that goes well. */
    @BeforeAll
    static void buildOnce() throws IOException, InterruptedException {
        Path folder = TestHost.shared().newFolder("v");
        mirror = new SignedMirror(folder);
        stranger = new OpenPgp(folder.resolve("s"), "", "never");
        expired = new OpenPgp(folder.resolve("e"), "20200101T000000", "30d");
        expiredKeyring = expired.export(folder.resolve("expired.gpg"));
        cache = TestHost.shared().newFolder("c");
        mirror.renew();

        Scene scene = scene();
        Scene.Outcome outcome = scene.run();

        assertThat(outcome.exitStatus()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("verified linux, initrd by the signature of");
        String report =
                outcome.left().stream().filter(n -> n.endsWith(".json")).findAny().orElseThrow();
        assertThat(Files.readString(scene.output().resolve(report)))
                .contains(
                        "\"netboot-verification\" : \"signed\"",
                        "\"netboot-version\" : \"20250803+deb13u7\"",
                        "\"netboot-release\" : \"Test trixie of 2026-09-12T07:55:41Z\"");
    }

    @AfterAll
    static void stopMirror() throws IOException, InterruptedException {
        mirror.close();
        stranger.close();
        expired.close();
    }

    private static Scene scene() throws IOException {
        return mirror.scene().set("cache_dir", cache.toString());
    }

    /** Publishes something that is not to be trusted, or asks for the wrong thing. */
    interface Fraud {
        void commit(SignedArchive archive, Scene scene) throws IOException, InterruptedException;
    }

    /**
     * @param texts what standard error must say
     */
    record Row(String name, Fraud fraud, List<String> texts) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(String name, Fraud fraud, String... texts) {
        return new Row(name, fraud, List.of(texts));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frauds")
    void isNotBootedAndNotKept(Row row) throws IOException, InterruptedException {
        List<String> before = contents();
        SignedArchive archive = mirror.renew();
        Scene scene = scene();
        row.fraud().commit(archive, scene);

        Scene.Outcome outcome = scene.run();

        assertThat(outcome.exitStatus()).as(outcome.err()).isEqualTo(ExitStatus.DOWNLOAD.code());
        assertThat(outcome.err()).contains(row.texts());
        assertThat(outcome.err())
                .contains("the last good files stay in " + cache, "20250803+deb13u7, Test trixie");
        assertThat(outcome.left()).allMatch(name -> name.matches("mini-[0-9-]+\\.json"));
        assertThat(contents()).isEqualTo(before);
    }

    static Stream<Row> frauds() {
        return Stream.of(
                row("wrong signature", VerificationIT::forge, "InRelease has a wrong signature"),
                row(
                        "expired signature",
                        (archive, scene) ->
                                archive.publishRelease(sign(archive, "20260201T000000", "10d")),
                        "InRelease has a signature, by the key",
                        "that has expired"),
                row(
                        "expired key",
                        (archive, scene) -> {
                            scene.set("keyring", expiredKeyring.toString());
                            archive.publishRelease(
                                    expired.clearSign(archive.release(), "20200102T000000", "0"));
                        },
                        "InRelease is signed by the key",
                        "which has expired"),
                row(
                        "unknown key",
                        (archive, scene) ->
                                archive.publishRelease(stranger.clearSign(archive.release())),
                        "InRelease is signed by the key",
                        "which is not in the keyring"),
                row(
                        "no signature",
                        (archive, scene) -> archive.publishRelease(archive.release()),
                        "InRelease is not signed"),
                row(
                        "list of another release",
                        (archive, scene) -> mirror.put(SUMS, OTHER_KERNEL),
                        "SHA256SUMS has the SHA-256 digest",
                        "InRelease says"),
                row(
                        "changed kernel",
                        (archive, scene) -> mirror.put(NETBOOT + "linux", OTHER_KERNEL),
                        "/linux has the SHA-256 digest",
                        "SHA256SUMS says"),
                row(
                        "half-updated mirror",
                        (archive, scene) -> {
                            byte[] old = mirror.get(NETBOOT + "initrd.gz");
                            archive.with(OTHER_KERNEL, OTHER_INITRD)
                                    .dated(NEW_VERSION, NEWER)
                                    .publish();
                            mirror.put(NETBOOT + "initrd.gz", old);
                        },
                        "/initrd.gz has the SHA-256 digest",
                        "half-updated"),
                row(
                        "expired release",
                        (archive, scene) ->
                                archive.field("Valid-Until: Sat, 19 Sep 2026 07:55:41 UTC")
                                        .publish(),
                        "InRelease has expired: it was valid until 2026-09-19T07:55:41Z"),
                row(
                        "older release",
                        (archive, scene) ->
                                archive.with(OTHER_KERNEL, OTHER_INITRD)
                                        .dated("20250803+deb13u6", OLDER)
                                        .publish(),
                        "Test trixie of 2026-07-11T10:16:37Z, which is older",
                        "of 2026-09-12T07:55:41Z"));
    }

    private static void forge(SignedArchive archive, Scene scene)
            throws IOException, InterruptedException {
        archive.with(OTHER_KERNEL, OTHER_INITRD).publishFiles();
        String signed = mirror.publisher().clearSign(archive.release());
        archive.publishRelease(signed.replace("Suite: stable", "Suite: unstable"));
    }

    private static String sign(SignedArchive archive, String time, String expires)
            throws IOException, InterruptedException {
        return mirror.publisher().clearSign(archive.release(), time, expires);
    }

    @Test
    void withoutReleaseFileThereIsNoBuild() throws IOException, InterruptedException {
        mirror.renew();
        mirror.remove("InRelease");

        Scene.Outcome outcome = scene().run();

        assertThat(outcome.exitStatus()).isEqualTo(ExitStatus.DOWNLOAD.code());
        assertThat(outcome.err()).contains("cannot download release from", "404");
    }

    @Test
    void aMissingKeyringIsNamedWithItsPackage() throws IOException, InterruptedException {
        mirror.renew();

        Scene.Outcome outcome =
                scene().set("keyring", "/usr/share/keyrings/debian-archive-nobody.gpg").run();

        assertThat(outcome.exitStatus()).isEqualTo(ExitStatus.HOST.code());
        assertThat(outcome.err())
                .contains(
                        "keyring '/usr/share/keyrings/debian-archive-nobody.gpg' does not exist",
                        "apt install debian-archive-keyring");
    }

    /** Names, times and lengths of everything in the cache. */
    private static List<String> contents() {
        return TestHost.onThisHost("find", cache.toString(), "-printf", "%P %T@ %s %l\\n").stream()
                .filter(line -> line.matches("mini/.*"))
                .sorted()
                .toList();
    }
}

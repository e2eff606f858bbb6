package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.Sha256;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain InRelease, SHA256SUMS, kernel and initrd: with the real gpgv, over real http. */
@Timeout(60)
class SignedReleaseTest extends WithMirror {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 5_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 6_000);
    private static final byte[] NEW_KERNEL = CacheFixture.kernel(2, 5_100);
    private static final byte[] NEW_INITRD = CacheFixture.initrd(2, 6_100);
    private static final String NEWER = "Sat, 10 Oct 2026 08:00:00 UTC";
    private static final String OLDER = "Sat, 11 Jul 2026 10:16:37 UTC";

    /** A short path, because gpg makes a socket there. */
    @TempDir static Path keys;

    private static OpenPgp publisher;
    private static OpenPgp stranger;
    private static OpenPgp expired;

    private SignedArchive archive;
    private Path keyring;

    SignedReleaseTest() {
        super(KERNEL, INITRD);
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        publisher = new OpenPgp(keys.resolve("p"), "20260101T000000", "never");
        stranger = new OpenPgp(keys.resolve("s"), "", "never");
        expired = new OpenPgp(keys.resolve("e"), "20200101T000000", "30d");
    }

    @AfterAll
    static void endAgents() throws Exception {
        publisher.close();
        stranger.close();
        expired.close();
    }

    @BeforeEach
    void publish() throws Exception {
        keyring = publisher.export(folder.resolve("archive.gpg"));
        fixture.runner = new CommonsExecRunner(Map.of());
        fixture.verification = SignedArchive.verification(Verify.SIGNED, base(), keyring);
        archive = new SignedArchive(publisher, this::put, KERNEL, INITRD).publish();
    }

    private String base() {
        return mirror.url("/debian/dists/trixie/");
    }

    private void put(String path, byte[] bytes) {
        String tag = "\"%s\"".formatted(SignedArchive.sha256(bytes));
        mirror.put("/debian/dists/trixie/" + path, bytes, tag);
    }

    private void provide(DownloadPolicy policy) throws BuildException, InterruptedException {
        Map<String, String> uris = SignedArchive.keys(base());
        fixture.provide(uris.get("linux"), uris.get("initrd"), policy);
    }

    private void provide() throws BuildException, InterruptedException {
        provide(CacheFixture.NORMAL);
    }

    private void assertBoots(byte[] kernel, byte[] initrd) throws IOException {
        assertThat(fixture.bootedKernel()).isEqualTo(kernel);
        assertThat(fixture.bootedInitrd()).isEqualTo(initrd);
    }

    private BuildException failure(DownloadPolicy policy, Class<? extends BuildException> type) {
        return catchThrowableOfType(type, () -> provide(policy));
    }

    /** Fails, and neither cache nor staging folder have anything else than before. */
    private void assertRefused(String... texts) throws IOException {
        boolean cached = Files.exists(fixture.cache.resolve("linux"));
        for (DownloadPolicy policy :
                new DownloadPolicy[] {CacheFixture.NORMAL, CacheFixture.NO_STALE}) {
            BuildException failure = failure(policy, DownloadException.class);
            assertThat(failure).hasMessageContainingAll(texts);
            assertThat(failure.advice()).isPresent();
            if (cached) {
                assertThat(failure)
                        .hasMessageContainingAll(
                                "the last good files stay in " + fixture.cache.toRealPath(),
                                "20250803+deb13u7, Test trixie of 2026-09-12T07:55:41Z");
            } else {
                assertThat(failure.getMessage()).doesNotContain("last good");
            }
        }
        assertThat(Files.exists(fixture.cache.resolve("linux"))).isEqualTo(cached);
        if (cached) {
            assertThat(fixture.published("linux")).isEqualTo(KERNEL);
            assertThat(fixture.published("initrd.gz")).isEqualTo(INITRD);
        }
        assertThat(fixture.cacheNames()).noneMatch(name -> name.startsWith(".part"));
        assertThat(fixture.cacheNames()).doesNotContain(".verify");
    }

    @Test
    void agreesFromTheSignatureToTheBytesBooted() throws Exception {
        provide();

        assertBoots(KERNEL, INITRD);
        assertThat(fixture.warnings()).isEmpty();
        assertThat(fixture.facts.values())
                .containsEntry("netboot-verification", "signed")
                .containsEntry("netboot-version", "20250803+deb13u7")
                .containsEntry("netboot-release", "Test trixie of 2026-09-12T07:55:41Z")
                .hasEntrySatisfying(
                        "netboot-signing-keys", key -> assertThat(key).matches("[0-9A-F]{40}"));
        assertThat(fixture.facts.inputs())
                .extracting(FileFact::name)
                .containsExactly("linux", "initrd", "release", "checksums");
        assertThat(fixture.cacheNames())
                .contains("InRelease", "SHA256SUMS", "linux", "initrd.gz")
                .doesNotContain(".verify");
    }

    @Test
    void aWarmCacheIsVerifiedAgainWithoutATransfer() throws Exception {
        provide();
        long sent = mirror.bodyBytes.get();

        provide();

        assertThat(mirror.bodyBytes.get()).isEqualTo(sent);
        assertThat(fixture.facts.values())
                .containsEntry("netboot-verification", "signed")
                .containsEntry("netboot-files", "cache, unchanged on the server");
        assertBoots(KERNEL, INITRD);
    }

    @Test
    void aNewPointReleaseReplacesBothFiles() throws Exception {
        provide();
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u8", NEWER).publish();

        provide();

        assertBoots(NEW_KERNEL, NEW_INITRD);
        assertThat(fixture.facts.values()).containsEntry("netboot-version", "20250803+deb13u8");
    }

    @Test
    void aNewDateAloneIsRemembered() throws Exception {
        provide();
        archive.dated("20250803+deb13u7", NEWER).publish();
        provide();
        assertThat(fixture.facts.values())
                .containsEntry("netboot-files", "cache, unchanged on the server");
        archive.dated("20250803+deb13u7", SignedArchive.DATE).publish();
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContainingAll("2026-09-12T07:55:41Z", "2026-10-10T08:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWrongSignatureIsRefused(boolean cached) throws Exception {
        if (cached) {
            provide();
        }
        archive.with(NEW_KERNEL, NEW_INITRD).publishFiles();
        String good = publisher.clearSign(archive.release());
        archive.publishRelease(good.replace("Suite: stable", "Suite: unstable"));
        assertRefused("/InRelease has a wrong signature");
    }

    @Test
    void anExpiredSignatureIsRefused() throws Exception {
        provide();
        archive.publishRelease(publisher.clearSign(archive.release(), "20260201T000000", "10d"));
        assertRefused("/InRelease has a signature, by the key ", "that has expired");
    }

    @Test
    void aSignatureByAnExpiredKeyIsRefused() throws Exception {
        provide();
        expired.export(keyring);
        archive.publishRelease(expired.clearSign(archive.release(), "20200102T000000", "0"));
        assertRefused("/InRelease is signed by the key ", ", which has expired");
    }

    @Test
    void aSignatureByAnUnknownKeyIsRefused() throws Exception {
        provide();
        archive.publishRelease(stranger.clearSign(archive.release()));
        assertRefused("/InRelease is signed by the key ", ", which is not in the keyring");
    }

    @Test
    void aMissingSignatureIsRefused() throws Exception {
        provide();
        archive.publishRelease(archive.release());
        assertRefused("/InRelease is not signed");
        mirror.files.remove("/debian/dists/trixie/InRelease");
        BuildException failure = failure(CacheFixture.NORMAL, DownloadException.class);
        assertThat(failure).hasMessageContainingAll("cannot download release from", "404");
    }

    @Test
    void textOutsideOfTheSignatureIsNotRead() throws Exception {
        archive.with(NEW_KERNEL, NEW_INITRD).publishFiles();
        String forged = archive.release();
        archive.with(KERNEL, INITRD);
        String signed = publisher.clearSign(archive.release());
        archive.publishRelease(forged + "\n" + signed);
        assertRefused("SHA256SUMS has the SHA-256 digest", "/InRelease says");
        archive.publishRelease(signed + "\n" + forged);
        assertRefused("SHA256SUMS has the SHA-256 digest", "/InRelease says");
        archive.publishRelease(signed + stranger.clearSign(forged));
        assertRefused("/InRelease has a signature that gpgv cannot check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "initrd.gz"})
    void aFileThatWasChangedIsRefused(String name) throws Exception {
        provide();
        boolean linux = name.equals("linux");
        put(
                "main/installer-amd64/current/images/netboot/debian-installer/amd64/" + name,
                linux ? NEW_KERNEL : NEW_INITRD);
        assertRefused(
                name
                        + " has the SHA-256 digest "
                        + SignedArchive.sha256(linux ? NEW_KERNEL : NEW_INITRD),
                "says " + SignedArchive.sha256(linux ? KERNEL : INITRD),
                "half-updated");
    }

    @Test
    void aHalfUpdatedMirrorIsRefused() throws Exception {
        provide();
        // Everything is of the next point release, but the initrd.
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u8", NEWER).publish();
        put("main/installer-amd64/current/images/netboot/debian-installer/amd64/initrd.gz", INITRD);
        assertRefused("initrd from", "the mirror is being updated or is half-updated");
        assertThat(fixture.notes())
                .anyMatch(text -> text.endsWith("fetching everything once more"));
    }

    @Test
    void aMirrorThatFinishesItsUpdateMeanwhileIsGood() throws Exception {
        provide();
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u8", NEWER).publish();
        String sums = "/debian/dists/trixie/main/installer-amd64/current/images/SHA256SUMS";
        mirror.script(sums, new MockResponse.Builder().body("old").build());

        provide();

        assertBoots(NEW_KERNEL, NEW_INITRD);
    }

    @Test
    void aReleaseThatHasExpiredIsRefused() throws Exception {
        provide();
        archive.field("Valid-Until: Sat, 19 Sep 2026 07:55:41 UTC").publish();
        assertRefused("has expired: it was valid until 2026-09-19T07:55:41Z");
    }

    @Test
    void anOlderReleaseIsRefused() throws Exception {
        provide();
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u6", OLDER).publish();
        assertRefused(
                "release Test trixie of 2026-07-11T10:16:37Z",
                "older than the one seen before, of 2026-09-12T07:55:41Z");
    }

    @Test
    void anOlderReleaseIsRefusedEvenIfTheCacheIsDamaged() throws Exception {
        provide();
        Files.write(fixture.cache.resolve("linux"), new byte[KERNEL.length]);
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u6", OLDER).publish();
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContaining("older than the one seen before");
    }

    @Test
    void aKeyringThatIsMissingIsNamed() throws Exception {
        Path missing = Path.of("/usr/share/keyrings/debian-archive-keyring-of-nobody.gpg");
        fixture.verification = SignedArchive.verification(Verify.AUTO, base(), missing);
        BuildException failure = failure(CacheFixture.NORMAL, HostException.class);
        assertThat(failure).hasMessageContaining(missing.toString());
        assertThat(failure.advice()).contains("apt install debian-archive-keyring");
    }

    @Test
    void anArmoredKeyringWillDo() throws Exception {
        publisher.exportArmored(keyring);
        provide();
        assertBoots(KERNEL, INITRD);
        Files.writeString(keyring, Files.readString(keyring).replaceFirst("\nm", "\nn"));
        assertThat(failure(CacheFixture.NORMAL, HostException.class))
                .hasMessageContaining("damaged");
    }

    @ParameterizedTest
    @CsvSource({"true, offline", "false, stale"})
    void withoutTheMirrorTheStoredSignatureCounts(boolean offline, String what) throws Exception {
        provide();
        DownloadPolicy policy = offline ? CacheFixture.OFFLINE : CacheFixture.NORMAL;
        fixture.limits = CacheFixture.FAST;
        mirror.close();

        provide(policy);

        assertBoots(KERNEL, INITRD);
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "signed");
        assertThat(fixture.warnings()).as(what).hasSize(offline ? 0 : 1);

        stranger.export(keyring);
        assertThat(failure(policy, DownloadException.class))
                .hasMessageContaining("which is not in the keyring");
    }

    @ParameterizedTest
    @CsvSource({"true, offline", "false, stale"})
    void withoutTheMirrorAnExpiredReleaseIsToldLoudly(boolean offline, String what)
            throws Exception {
        archive.field("Valid-Until: Sat, 19 Sep 2026 07:55:41 UTC").publish();
        fixture.clock = Clock.fixed(Instant.parse("2026-09-19T07:55:41Z"), ZoneOffset.UTC);
        DownloadPolicy policy = offline ? CacheFixture.OFFLINE : CacheFixture.NORMAL;
        provide();
        mirror.close();
        provide(policy);
        assertThat(fixture.warnings())
                .as(what)
                .noneMatch(text -> text.startsWith("EXPIRED RELEASE"));

        fixture.clock = Clock.offset(fixture.clock, Duration.ofSeconds(1));
        provide(policy);

        assertBoots(KERNEL, INITRD);
        assertThat(fixture.warnings())
                .filteredOn(text -> text.startsWith("EXPIRED RELEASE"))
                .singleElement()
                .asString()
                .contains("InRelease was valid until 2026-09-19T07:55:41Z");
    }

    @Test
    void aMirrorThatGoesDownAfterAFailureIsNoExcuse() throws Exception {
        provide();
        String sums = "/debian/dists/trixie/main/installer-amd64/current/images/SHA256SUMS";
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u8", NEWER).publish();
        MockResponse down = new MockResponse.Builder().code(503).build();
        mirror.script(sums, new MockResponse.Builder().body("bad").build(), down, down, down, down);
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContaining("cannot download checksums");
    }

    @Test
    void aCacheFromBeforeVerificationIsVerified() throws Exception {
        fixture.verification = Verification.NONE;
        provide();
        fixture.verification = SignedArchive.verification(Verify.SIGNED, base(), keyring);
        assertThat(failure(CacheFixture.OFFLINE, DownloadException.class))
                .hasMessageContainingAll("offline", "release from", "checksums from");
        long sent = mirror.bodyBytes.get();

        provide();

        assertThat(mirror.bodyBytes.get() - sent).isLessThan(KERNEL.length);
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "signed");
    }

    @Test
    void aReleaseWithoutEndIsNotSwallowed() throws Exception {
        archive.publishRelease("x".repeat((16 << 20) + 1));
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContaining("longer than 16777216 bytes");
        assertThat(fixture.cacheNames()).noneMatch(name -> name.startsWith(".part"));
    }

    @Test
    void pinsCountAsProofAndNeedNoDocuments() throws Exception {
        mirror.files.remove("/debian/dists/trixie/InRelease");
        fixture.verification = pinned(KERNEL, INITRD);
        provide();
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "pinned");
        fixture.verification = pinned(KERNEL, NEW_INITRD);
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContainingAll(
                        "initrd from",
                        SignedArchive.sha256(INITRD),
                        SignedArchive.sha256(NEW_INITRD));
    }

    @Test
    void aLocalFileIsHeldToItsPin() throws Exception {
        Path kernel = Files.write(folder.resolve("k"), KERNEL);
        Path initrd = Files.write(folder.resolve("i"), INITRD);
        fixture.verification = pinned(KERNEL, INITRD);
        fixture.provide(kernel.toString(), initrd.toString(), CacheFixture.NORMAL);
        fixture.verification = pinned(NEW_KERNEL, INITRD);
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        kernel.toString(), initrd.toString(), CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("linux-sha256");
    }

    private Verification pinned(byte[] kernel, byte[] initrd) {
        Verification chain = SignedArchive.verification(Verify.SIGNED, base(), keyring);
        return new Verification(
                Verify.SIGNED,
                chain.checksums(),
                chain.signature(),
                chain.release(),
                chain.keyring(),
                Optional.of(new Sha256(SignedArchive.sha256(kernel))),
                Optional.of(new Sha256(SignedArchive.sha256(initrd))),
                Optional.empty());
    }

    @Test
    void aDetachedSignature() throws Exception {
        put("main/installer-amd64/current/images/SHA256SUMS.gpg", publisher.sign(archive.sums()));
        fixture.verification = listed(Verify.AUTO, Optional.of("SHA256SUMS.gpg"));
        provide();
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "signed");
        put("main/installer-amd64/current/images/SHA256SUMS.gpg", stranger.sign(archive.sums()));
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContaining("SHA256SUMS is signed by the key");
    }

    @Test
    void aListThatIsSignedItself() throws Exception {
        String sums = "main/installer-amd64/current/images/SHA256SUMS";
        put(sums, publisher.clearSign(archive.sums()).getBytes(StandardCharsets.UTF_8));
        fixture.verification = listed(Verify.SIGNED, Optional.empty());
        provide();
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "signed");
        put(sums, archive.sums().getBytes(StandardCharsets.UTF_8));
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContaining("SHA256SUMS is not signed");
    }

    @Test
    void aListThatNobodySignedIsBetterThanNothing() throws Exception {
        fixture.verification = listed(Verify.CHECKSUM, Optional.of("none"));
        provide();
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "checksum");
        assertThat(fixture.notes()).anyMatch(text -> text.contains("nobody signed"));
        put(
                "main/installer-amd64/current/images/SHA256SUMS",
                "0".repeat(32).getBytes(StandardCharsets.UTF_8));
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContaining("has no SHA-256 digest");
    }

    @Test
    void nothingIsToldLoudly() throws Exception {
        fixture.verification =
                new Verification(
                        Verify.AUTO,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        provide();
        assertThat(fixture.warnings())
                .singleElement()
                .asString()
                .startsWith("UNVERIFIED INSTALLER");
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "none");
    }

    private Verification listed(Verify mode, Optional<String> signature) {
        String images = base() + "main/installer-amd64/current/images/";
        return new Verification(
                mode,
                Optional.of(SourceUri.parse(images + "SHA256SUMS")),
                signature.map(name -> SourceUri.parse(images + name)),
                Optional.empty(),
                Optional.of(keyring),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}

package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.imagefactory.error.DownloadException;
import org.imagefactory.spec.DigestKind;
import org.imagefactory.spec.Sha256;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pins, lists of digests that are signed or not, and nothing at all. */
class OtherProofsTest extends WithSignedMirror {

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

    @ParameterizedTest
    @EnumSource(
            value = DigestKind.class,
            names = {"MD5", "SHA1"})
    void anOldListIsLookedAtIfThatIsAskedFor(DigestKind kind) throws Exception {
        String sums = "main/installer-amd64/current/images/SHA256SUMS";
        String old =
                archive.sums()
                        .replace(SignedArchive.sha256(KERNEL), digest(kind, KERNEL))
                        .replace(SignedArchive.sha256(INITRD), digest(kind, INITRD));
        put(sums, old.getBytes(StandardCharsets.UTF_8));
        Verification plain = listed(Verify.CHECKSUM, Optional.empty());
        fixture.verification =
                new Verification(
                        Verify.CHECKSUM,
                        plain.checksums(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        kind);
        provide();
        put(
                sums,
                old.replace(digest(kind, INITRD), "0".repeat(kind.digits()))
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContainingAll(kind.title(), digest(kind, INITRD));
    }

    private static String digest(DigestKind kind, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(kind.title()).digest(bytes));
    }

    /** It would only be fetched to be ignored; this one is not even there. */
    @Test
    void aSignatureIsLeftAloneWhereNobodyKnowsWhoMaySign() throws Exception {
        Verification list = listed(Verify.AUTO, Optional.of("none"));
        fixture.verification =
                new Verification(
                        Verify.AUTO,
                        list.checksums(),
                        list.signature(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        provide();
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "checksum");
        assertThat(fixture.warnings())
                .singleElement()
                .asString()
                .contains("UNVERIFIED INSTALLER", "keyring is not set");
    }

    @Test
    void nothingIsToldLoudly() throws Exception {
        fixture.verification = Verification.only(Verify.AUTO);
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

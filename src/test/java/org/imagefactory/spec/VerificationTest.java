package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTest {

    private static final InstallerSource REMOTE = pair("http://m/d/i/linux", "http://m/d/i/initrd");

    private static InstallerSource pair(String linux, String initrd) {
        return new InstallerSource.KernelAndInitrd(SourceUri.parse(linux), SourceUri.parse(initrd));
    }

    /** The letters name what is set: checksums, signature, release, keyring, pins of both files. */
    private static Verification set(Verify mode, String letters) {
        Optional<Sha256> pin =
                letters.contains("p") ? Optional.of(new Sha256("0".repeat(64))) : Optional.empty();
        return new Verification(
                mode,
                source(letters.contains("c"), "http://m/d/i/SUMS"),
                source(letters.contains("s"), "http://m/d/i/SUMS.gpg"),
                source(letters.contains("r"), "http://m/d/InRelease"),
                letters.contains("k") ? Optional.of(Path.of("/k")) : Optional.empty(),
                pin,
                pin,
                Optional.empty());
    }

    private static Optional<SourceUri> source(boolean set, String uri) {
        return set ? Optional.of(SourceUri.parse(uri)) : Optional.empty();
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, -, NOTHING",
        "AUTO, k, NOTHING",
        "AUTO, c, LIST",
        "AUTO, ck, CLEAR_SIGNED_LIST",
        "AUTO, csk, DETACHED_SIGNATURE",
        "AUTO, cs, LIST",
        "SIGNED, csk, DETACHED_SIGNATURE",
        "CHECKSUM, cs, LIST",
        "AUTO, crk, RELEASE",
        "AUTO, crskp, PINS",
        "SIGNED, crk, RELEASE",
        "SIGNED, p, PINS",
        "CHECKSUM, crk, LIST",
        "CHECKSUM, csk, LIST",
        "CHECKSUM, p, PINS",
        "NONE, crk, NOTHING",
        "NONE, p, PINS",
    })
    void theStrongestThatIsNamedAndAskedFor(Verify mode, String keys, Verification.Means means) {
        assertThat(set(mode, keys).means(REMOTE)).isEqualTo(means);
        assertThat(Rules.verification(new Mirror(REMOTE, set(mode, keys)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SIGNED, -, no signature is named",
        "SIGNED, c, no signature is named",
        "SIGNED, cs, ‹keyring› is not set",
        "AUTO, cr, ‹keyring› is not set",
        "AUTO, rk, ‹checksums› is not",
        "AUTO, sk, ‹checksums› is not",
        "CHECKSUM, rk, ‹verify›=checksum needs ‹checksums›",
    })
    void aChainWithAMissingLinkIsNoChain(Verify mode, String keys, String problem) {
        assertThat(Rules.verification(new Mirror(REMOTE, set(mode, keys))))
                .get()
                .asString()
                .contains(problem);
    }

    @Test
    void theListMustLieBelowTheRelease() {
        Verification elsewhere =
                new Verification(
                        Verify.SIGNED,
                        source(true, "http://n/d/i/SUMS"),
                        Optional.empty(),
                        source(true, "http://m/d/InRelease"),
                        Optional.of(Path.of("/k")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(Rules.verification(new Mirror(REMOTE, elsewhere)))
                .get()
                .asString()
                .contains("must lie below");
    }

    @Test
    void filesOfThisHostAreTheUsersOwn() {
        InstallerSource local = pair("/boot/linux", "file:///boot/initrd");
        assertThat(set(Verify.SIGNED, "-").means(local)).isEqualTo(Verification.Means.NOTHING);
        assertThat(Rules.verification(new Mirror(local, set(Verify.SIGNED, "-")))).isEmpty();
        InstallerSource half = pair("/boot/linux", "http://m/d/i/initrd");
        assertThat(set(Verify.SIGNED, "-").unpinned(half)).hasSize(1);
        assertThat(Rules.verification(new Mirror(half, set(Verify.SIGNED, "-")))).isPresent();
    }

    @Test
    void aListOfThisHostIsAsGoodAsPins() {
        Verification own =
                Verification.only(Verify.SIGNED).withChecksums(source(true, "/etc/SUMS"));
        assertThat(own.means(REMOTE)).isEqualTo(Verification.Means.PINS);
        assertThat(Rules.verification(new Mirror(REMOTE, own))).isEmpty();
    }

    @Test
    void pathsAreRelativeOnTheSameServerOnly() {
        SourceUri release = SourceUri.parse("http://joe:pw@m:80/debian/InRelease");
        assertThat(SourceUri.parse("http://M:80/debian/a%2Bb/SUMS").relativeToFolderOf(release))
                .contains("a+b/SUMS");
        assertThat(SourceUri.parse("https://m:80/debian/SUMS").relativeToFolderOf(release))
                .isEmpty();
        assertThat(SourceUri.parse("http://m/debian/SUMS").relativeToFolderOf(release)).isEmpty();
        assertThat(SourceUri.parse("http://m:80/debian2/SUMS").relativeToFolderOf(release))
                .isEmpty();
        assertThat(SourceUri.parse("/a/b/c").relativeToFolderOf(SourceUri.parse("/a/SUMS")))
                .contains("b/c");
    }
}

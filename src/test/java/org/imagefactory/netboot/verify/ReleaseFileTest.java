package org.imagefactory.netboot.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseFileTest {

    private static final String A = "a".repeat(64);

    private static ReleaseFile parse(String... lines) throws Exception {
        return ReleaseFile.parse("InRelease", String.join("\n", lines));
    }

    @Test
    void tellsArchiveDateAndEnd() throws Exception {
        ReleaseFile file =
                parse(
                        "Origin: Debian",
                        "Suite: stable",
                        "Codename: trixie",
                        "Date: Sat, 12 Sep 2026 07:55:41 UTC",
                        "Valid-Until: Sat,  9 Jan 2027 07:55:41 +0000".replace("  ", " "));
        assertThat(file.release())
                .isEqualTo(
                        new Proof.Release("Debian trixie", Instant.parse("2026-09-12T07:55:41Z")));
        assertThat(file.validUntil()).contains(Instant.parse("2027-01-09T07:55:41Z"));
        assertThat(parse("Date: Sat, 12 Sep 2026 07:55:41 UTC").validUntil()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: Debian", "Date: tomorrow", "Date:", ""})
    void withoutADateItIsNoUse(String text) throws Exception {
        ReleaseFile file = parse(text);
        assertThatThrownBy(file::release).isInstanceOf(VerificationException.class);
    }

    @Test
    void onlySha256Counts() throws Exception {
        ReleaseFile file =
                parse(
                        "MD5Sum:",
                        " 00 1 a/f",
                        "SHA256:",
                        " " + A + " 1 b/f",
                        "SHA512:",
                        " 11 1 c/f");
        assertThat(file.digestOf("a/f")).isEmpty();
        assertThat(file.digestOf("b/f")).contains(A);
        assertThat(file.digestOf("c/f")).isEmpty();
        assertThatThrownBy(() -> parse("SHA256:", " 00 1 a", " 11 1 a"))
                .hasMessage("InRelease has two different digests of a");
    }

    @Test
    void currentStandsForTheFolderWithTheSameDigest() throws Exception {
        ReleaseFile file =
                parse(
                        "SHA256:",
                        " 00 1 i/1/images/SUMS",
                        " 11 1 i/2/images/SUMS",
                        " 11 1 i/current/images/SUMS",
                        " 11 1 other/2/images/SUMS");
        assertThat(file.versionOf("i/current/images/SUMS")).contains("2");
        assertThat(file.versionOf("i/2/images/SUMS")).isEmpty();
        assertThat(file.versionOf("nothing/current")).isEmpty();
    }
}

package org.imagefactory.netboot.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.imagefactory.spec.DigestKind;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumListTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    private static Optional<String> find(String text, String list, String file) throws Exception {
        return ChecksumList.parse("SUMS", text, DigestKind.SHA256)
                .find(SourceUri.parse(list), SourceUri.parse(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s  images/linux",
                "%s  ./images/linux",
                "%s *images/linux",
                "%S  images/linux\r",
                "%s images/linux",
                "%s\timages/linux",
                "[checksums]\nimages/linux: sha256:%s",
                "# images/linux: 12 bytes\nSHA256 (images/linux) = %s",
                "HASH SHA256 %s  images/linux",
                "[general]\nname = x\n[checksums]\nimages/boot.iso = sha1:00\n"
                        + "images/linux = sha256:%s\n[tree]\narch = x86_64",
            })
    void everyForm(String text) throws Exception {
        assertThat(find(text.formatted(A), "http://m/os/SUMS", "http://m/os/images/linux"))
                .contains(A);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcdef  linux",
                "SHA512 (linux) = 00",
                "[tree]\nimages/linux = sha256:"
            })
    void withoutSha256ItIsNoUse(String text) {
        assertThatThrownBy(
                        () ->
                                ChecksumList.parse(
                                        "SUMS",
                                        text + (text.endsWith(":") ? A : ""),
                                        DigestKind.SHA256))
                .isInstanceOf(VerificationException.class)
                .hasMessage("SUMS has no SHA-256 digest");
    }

    @Test
    void twoDigestsOfOneFileAreAnError() throws Exception {
        String twice = A + "  linux\n" + A + "  ./linux\n";
        assertThat(find(twice, "http://m/SUMS", "http://m/linux")).contains(A);
        assertThatThrownBy(
                        () ->
                                ChecksumList.parse(
                                        "SUMS", twice + B + " *linux\n", DigestKind.SHA256))
                .hasMessage("SUMS has two different digests of linux");
    }

    @Test
    void aFileBelowTheListMustHaveItsVeryPath() throws Exception {
        String text = A + "  linux\n" + B + "  gtk/linux\n";
        assertThat(find(text, "http://m/d/SUMS", "http://m/d/linux")).contains(A);
        assertThat(find(text, "http://m/d/SUMS", "http://m/d/gtk/linux")).contains(B);
        assertThat(find(text, "http://m/d/SUMS", "http://m/d/other/linux")).isEmpty();
        assertThat(find(text, "http://m/d/SUMS", "http://m/d/linux2")).isEmpty();
        assertThat(find(text, "http://u:p@M/d/SUMS", "http://m/d/linux")).contains(A);
    }

    @Test
    void ofAFileElsewhereTheLongestEndCounts() throws Exception {
        String text = A + "  linux\n" + B + "  gtk/linux\n";
        assertThat(find(text, "https://m/d/SUMS", "http://n/x/gtk/linux")).contains(B);
        assertThat(find(text, "https://m/d/SUMS", "http://n/x/linux")).contains(A);
        assertThat(find(text, "/etc/SUMS", "http://n/linux")).contains(A);
        assertThat(find(text, "https://m/d/SUMS", "http://n/x/vmlinux")).isEmpty();
    }

    @Test
    void theOnlyDigestOfAListForOneFileIsThatFiles() throws Exception {
        String text = A + "  system-Build7.iso\n";
        assertThat(find(text, "http://m/d/system.iso.sha256", "http://m/d/system.iso")).contains(A);
        assertThat(find(text, "http://m/d/SHA256SUMS", "http://m/d/system.iso")).isEmpty();
        assertThat(find(text, "http://m/d/system.iso.sha256", "http://m/d/other.iso")).isEmpty();
        assertThat(find(text, "http://m/d/system.iso.sha256", "http://n/d/system.iso")).isEmpty();
        assertThat(find(text, "http://m/d/system.iso.sha256", "http://m/d/e/system.iso")).isEmpty();
        assertThat(
                        find(
                                text + B + "  other.iso\n",
                                "http://m/d/system.iso.sha256",
                                "http://m/d/system.iso"))
                .isEmpty();
    }
}

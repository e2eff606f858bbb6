package org.imagefactory.netboot.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.spec.DigestKind;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTextTest {

    private static final String DIGEST = "a".repeat(64);

    @TempDir Path folder;

    private String read(String text) throws Exception {
        return DocumentText.read(Files.writeString(folder.resolve("SUMS"), text), "SUMS");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() throws Exception {
        String list = read("\uFEFF" + DIGEST + "  linux\r\n");

        assertThat(list).startsWith(DIGEST);
        assertThat(
                        ChecksumList.parse("SUMS", list, DigestKind.SHA256)
                                .find(
                                        SourceUri.parse("http://m/SUMS"),
                                        SourceUri.parse("http://m/linux")))
                .contains(DIGEST);
        assertThat(TreeInfo.parse(read("\uFEFF[checksums]\nx = sha256:00\n")).listsDigests())
                .isTrue();
    }

    @Test
    void onlyTheFirstOneIsTakenAway() throws Exception {
        assertThat(read("\uFEFFa\uFEFFb")).isEqualTo("a\uFEFFb");
        assertThat(read("\uFEFF")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void anEndlessDocumentIsRefused() {
        assertThatThrownBy(() -> read("\n".repeat(100_001)))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining("SUMS has more than");
    }
}

package org.imagefactory.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String SECRET = "hunter22";

    private static final Redaction REDACTION =
            Redaction.ofText("auto=true passwd/root-password=%s quiet".formatted(SECRET));

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "passwd/root-password=hunter22, passwd/root-password=********",
        "x hunter22hunter22 y, x **************** y",
        "nothing, nothing",
        "hunter2, hunter2",
        "grüße hunter22 grüße, grüße ******** grüße",
    })
    void masksEverywhere(String text, String masked) {
        assertThat(REDACTION.mask(text)).isEqualTo(masked);
    }

    @Test
    void masksWhatTheEdgeOfAScreenHasBroken() {
        assertThat(REDACTION.mask("a=hun\nter22 b=hunter2\r\n2"))
                .isEqualTo("a=******** b=********");
    }

    @Test
    void aShortSecretIsOnlyMaskedBehindItsName() {
        Redaction redaction =
                Redaction.ofText("passwd/root-login=false http://user:pw@mirror/debian");

        assertThat(redaction.mask("false: passwd/root-login=false, is false"))
                .isEqualTo("false: passwd/root-login=********, is false");
        assertThat(redaction.mask("pw of http://user:pw@mirror/"))
                .isEqualTo("pw of http://user:********@mirror/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a<b&c>'d'\"e",
                "a&lt;b&amp;c&gt;&apos;d&apos;&quot;e",
                "a&lt;b&amp;c&gt;'d'\"e",
                "a&lt;b&amp;c&gt;&#39;d&#39;&quot;e",
                "a<b&c>'d'\\\"e",
                "a<b&c>'\\''d'\\''\"e",
            })
    void knowsTheSpellingsOfOtherPrograms(String spelling) {
        Redaction redaction = Redaction.ofText("my_token=a<b&c>'d'\"e");

        assertThat(redaction.mask("x " + spelling + " y")).isEqualTo("x ******** y");
    }

    @Test
    void withoutSecretsNothingIsChanged() {
        assertThat(Redaction.ofText("console=ttyS0").mask("any ${} \\ text"))
                .isEqualTo("any ${} \\ text");
        assertThat(Redaction.ofText("").words()).isEmpty();
    }

    @Test
    void copiesBytesOfAnyKindUnchanged() throws IOException {
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        MaskedCopy.all(new ByteArrayInputStream(bytes), out, REDACTION);

        assertThat(out.toByteArray()).isEqualTo(bytes);
    }

    /** Wherever the borders of blocks are, a secret is found. */
    @Test
    void findsSecretsAcrossBlocks() throws IOException {
        String text = ("." + SECRET).repeat(50_000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        MaskedCopy.all(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, REDACTION);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(".********".repeat(50_000));
    }

    @Test
    void ofALargeFileKeepsBeginningAndEndWithoutHalvesOfSecrets() throws IOException {
        byte[] bytes = new byte[(int) MaskedCopy.MOST + 1000];
        Arrays.fill(bytes, (byte) '.');
        put("begin", bytes, 0);
        put("end", bytes, bytes.length - 3);
        put(SECRET, bytes, (int) MaskedCopy.HEAD - 4);
        put(SECRET, bytes, bytes.length - (int) (MaskedCopy.MOST - MaskedCopy.HEAD) - 4);
        Path source = Files.write(folder.resolve("source"), bytes);
        Path target = folder.resolve("target");

        MaskedCopy.excerpt(source, target, REDACTION);

        assertThat(target)
                .content(StandardCharsets.ISO_8859_1)
                .startsWith("begin.")
                .endsWith(".end")
                .contains("[image-factory: 1000 bytes are left out here]")
                .doesNotContain("hunt", "er22");
        assertThat(Files.size(target)).isLessThan(MaskedCopy.MOST + 100);
    }

    private static void put(String text, byte[] bytes, int offset) {
        System.arraycopy(text.getBytes(StandardCharsets.UTF_8), 0, bytes, offset, text.length());
    }
}

package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8DecoderTest {

    private static final String TEXT = "fünf €5 日本 \ud83d\ude00";

    private final Utf8Decoder decoder = new Utf8Decoder();

    @Test
    void putsTogetherWhatReadsCutApart() {
        StringBuilder text = new StringBuilder();
        for (byte b : TEXT.getBytes(StandardCharsets.UTF_8)) {
            String part = decoder.decode(ByteBuffer.wrap(new byte[] {b}));
            assertThat(part).doesNotEndWith("\ud83d");
            text.append(part);
        }

        assertThat(text).hasToString(TEXT);
    }

    @Test
    void takesAnyLength() {
        String text = TEXT.repeat(10_000);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));

        assertThat(decoder.decode(bytes)).isEqualTo(text);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void replacesWhatIsNoUtf8() {
        byte[] broken = {'a', (byte) 0xff, 'b', (byte) 0xe2, (byte) 0x82, 'c', (byte) 0xc3};

        assertThat(decoder.decode(ByteBuffer.wrap(broken))).isEqualTo("a\ufffdb\ufffdc");
        assertThat(decoder.decode(ByteBuffer.wrap(new byte[] {(byte) 0xa4}))).isEqualTo("ä");
    }

    @Test
    void neverGivesMoreThanItTook() {
        byte[] garbage = new byte[50_000];
        Arrays.fill(garbage, (byte) 0x80);

        assertThat(decoder.decode(ByteBuffer.wrap(garbage))).hasSize(garbage.length);
    }
}

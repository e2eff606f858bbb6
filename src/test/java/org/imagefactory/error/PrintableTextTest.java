package org.imagefactory.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {

    @Test
    void takesTerminalSequencesOutOfALine() {
        assertThat(
                        PrintableText.of(
                                "\u001b[1;31mred\u001b[0m\u001b]0;title\u0007\u001b(B\ta\u0000\n\u202e"))
                .isEqualTo("red a\\x00\\x0a\\u202e");
    }

    @Test
    void showsWhatDiffers() {
        assertThat(PrintableText.exact("a\u001b[1mb\tc\u009b")).isEqualTo("a\\x1b[1mb\tc\\u009b");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x1b, 0x07, 0x7f, 0x9b, 0xad, 0x202e, 0x2066, 0x2028, 0xd800, 0xe000, 0xe0041})
    void isNoCharacterToShow(int character) {
        assertThat(PrintableText.isPrintable(character)).isFalse();
        String text = new String(Character.toChars(character));
        assertThat(PrintableText.of(text)).matches("[\\\\xu0-9a-f]*");
        assertThat(PrintableText.exact(text)).matches("[\\\\xu0-9a-f]+");
        assertThat(PrintableText.lines(text)).matches("[\\\\xu0-9a-f]*");
    }

    @Test
    void leavesOrdinaryTextAlone() {
        String text = "größer: 2 € for 木 and \ud83d\ude00\n\tindented";
        assertThat(PrintableText.escaped(text)).isSameAs(text);
        assertThat(PrintableText.lines("one\n\ntwo\n")).isEqualTo("one\n\ntwo\n");
    }

    @Test
    void cutsWhatIsLong() {
        assertThat(PrintableText.of("x".repeat(100_000))).hasSizeLessThan(5000).endsWith("x …");
        assertThat(PrintableText.exact("x".repeat(100_000))).hasSizeLessThan(5000).endsWith("x …");
        assertThat(PrintableText.of("\u001b[1m".repeat(100_000) + "x")).hasSizeLessThan(5000);
        assertThat(PrintableText.lines("x".repeat(100_000) + "\nend"))
                .hasSizeLessThan(20_000)
                .endsWith("x …\nend");
        assertThat(PrintableText.lines("x\n".repeat(100_000))).hasSizeLessThan(3000).endsWith(" …");
    }

    @Test
    void cutsNoPairInHalf() {
        String text = "x" + "\ud83d\ude00".repeat(10_000);
        assertThat(PrintableText.exact(text)).endsWith("\ud83d\ude00 …");
    }
}

package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalScreenTest {

    private static final String ESC = "\u001b";

    private final TerminalScreen screen = new TerminalScreen();

    @Test
    void isEmptyAtFirst() {
        assertThat(screen.lines()).isEmpty();
        assertThat(screen.version()).isZero();
    }

    @Test
    void showsWhatCursorMovementsAddUpTo() {
        screen.feed("one\r\ntwo\r\nthree" + ESC + "[1;2HN" + ESC + "[2;1H" + ESC + "[K");

        assertThat(screen.lines()).containsExactly("oNe", "", "three");
    }

    @Test
    void drawsLinesInEitherCharacterSet() {
        screen.feed(ESC + "(0lqwqk" + ESC + "(B a\r\n" + ESC + ")0\u000emqvqj\u000f b\r\n");
        screen.feed("\u250c\u2500\u2510\r\n");

        assertThat(screen.lines()).containsExactly("┌─┬─┐ a", "└─┴─┘ b", "┌─┐");
    }

    @Test
    void putsTogetherWhatIsCutApart() {
        String text = ESC + "[31mfünf" + ESC + "[0m €5 日本";
        for (int i = 0; i < text.length(); i++) {
            screen.feed(text.substring(i, i + 1));
        }

        assertThat(screen.lines()).containsExactly("fünf €5 日本");
        assertThat(screen.version()).isEqualTo(text.length());
    }

    /** Long text is shown in pieces, wherever the character stands. */
    @ParameterizedTest
    @ValueSource(ints = {1022, 1023, 1024})
    void cutsNoCharacterInTwo(int before) {
        screen.feed("\r".repeat(before) + "\ud83d\ude00 and more");

        assertThat(screen.lines()).containsExactly("\ud83d\ude00 and more");
    }

    @Test
    void keepsTheLastLinesOnly() {
        for (int i = 0; i < 20_000; i++) {
            screen.feed("line " + i + "\r\n");
        }

        assertThat(screen.lines())
                .hasSize(TerminalScreen.HEIGHT - 1)
                .startsWith("line 19976")
                .endsWith("line 19999");
    }

    @Test
    void survivesLinesWithoutEnd() {
        screen.feed("x".repeat(2_000_000));

        assertThat(screen.lines()).hasSize(TerminalScreen.HEIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\u001b[999999999b",
                "\u001b[999999999999999999999A",
                "\u001b[99999999L\u001b[99999999P\u001b[99999999@\u001b[99999999S",
                "\u001b[?40h\u001b[?3h\u001b[8;1;1t",
                "\u001b[5;2r\u001b[-1;-1H\u001b[0;0H\u001b[;Hx",
                "\u001b]0;\u001b\\\u001bP\u001b\\\u001b[6n\u001b[c\u001bZ\u001b#8"
            })
    void goesOnAfterNonsense(String nonsense) {
        screen.feed(nonsense);
        screen.feed("\u001bcHello\r\n");

        assertThat(screen.lines()).containsExactly("Hello");
    }

    @Test
    void garbageStaysWithinTheScreen() {
        Random random = new Random(17);
        String alphabet =
                "\u001b\u001b[]P(?;0123456789mHCJKLMPX@rhlABDEFGdSTbtuc%. \r\n\b\t\u0007\u000e"
                        + "\u000f\\abc\u00e4\u20ac\u202e\u65e5\ud83d\ude00\u009b\u200b";
        for (int round = 0; round < 300; round++) {
            StringBuilder garbage = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                garbage.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            screen.feed(garbage.toString());
            List<String> lines = screen.lines();
            assertThat(lines).hasSizeLessThanOrEqualTo(TerminalScreen.HEIGHT);
            assertThat(lines).allMatch(line -> line.length() <= 2 * TerminalScreen.WIDTH);
            assertThat(String.join("", lines)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]");
        }
    }
}

package org.imagefactory.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusBoardTest {

    private static final String CLEAR = "\r\033[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void showsAllThatRun() {
        StatusBoard board = board(true, 80);
        StatusLine a = board.line("a");
        StatusLine b = board.line("b");

        a.status("[1/9] one");
        b.status("[2/9] two");
        a.status("");
        b.status("");

        assertThat(text())
                .isEqualTo(
                        CLEAR
                                + "a: [1/9] one"
                                + CLEAR
                                + "a: [1/9] one | b: [2/9] two"
                                + CLEAR
                                + "b: [2/9] two"
                                + CLEAR);
    }

    @Test
    void cutsEachToItsShare() {
        StatusBoard board = board(true, 60);
        board.line("a").status("x".repeat(100));
        bytes.reset();

        board.line("b").status("y".repeat(100));

        assertThat(text())
                .isEqualTo(CLEAR + "a: " + "x".repeat(25) + " | b: " + "y".repeat(25))
                .hasSizeLessThan(60 + CLEAR.length());
    }

    @Test
    void countsWhatThereIsNoRoomFor() {
        StatusBoard board = board(true, 80);
        board.line("a").status("one");
        board.line("b").status("two");
        board.line("c").status("three");
        bytes.reset();

        board.line("d").status("four");

        assertThat(text()).isEqualTo(CLEAR + "4 images are being built");
    }

    @Test
    void writesNothingWithoutATerminal() {
        StatusLine line = board(false, 80).line("a");

        line.status("one");

        assertThat(line.hasStatusLine()).isFalse();
        assertThat(text()).isEmpty();
    }

    private StatusBoard board(boolean terminal, int columns) {
        return new StatusBoard(
                new Screen(
                        new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, columns));
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

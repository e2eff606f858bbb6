package org.imagefactory.console;

import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.PrintableText;
import org.jline.utils.ScreenTerminal;

/**
 * What a person would see on the terminal behind a serial console: the screen that text, colours,
 * cursor movements and line drawing add up to. 80 columns, 25 lines, the size that a serial line is
 * taken to have where nobody says another.
 *
 * <p>The text comes from a guest and is not trusted: whatever arrives, this keeps a bounded amount
 * of it, does a bounded amount of work for each character and throws nothing; a sequence that the
 * emulator cannot take clears the screen. Nothing is ever answered to the guest. Safe to use from
 * several threads.
 */
public final class TerminalScreen {

    /** Columns of the screen. */
    public static final int WIDTH = 80;

    /** Lines of the screen. */
    public static final int HEIGHT = 25;

    /** Characters after which the history is looked at. */
    private static final int CHUNK = 1024;

    /** Lines that scrolled off; the emulator would keep them all. */
    private static final int MAX_HISTORY = 1000;

    private static final int MAX_HISTORY_WITHOUT_LINE_END = 4 * MAX_HISTORY;

    /** Tells the emulator to forget what scrolled off. */
    private static final String ERASE_HISTORY = "\u001b[3J";

    /** What the second column of a wide character holds. */
    private static final int CONTINUATION = 0;

    private ScreenTerminal terminal = new ScreenTerminal(WIDTH, HEIGHT);
    private long version;

    /** Takes the next characters; they may end anywhere, even inside an escape sequence. */
    public synchronized void feed(String text) {
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(start + CHUNK, text.length());
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end++;
            }
            show(text.substring(start, end));
            start = end;
            version++;
        }
    }

    /** Grows whenever something was fed: as long as it does not, the lines stay the same. */
    public synchronized long version() {
        return version;
    }

    /**
     * The screen from top to bottom, without blanks at the ends of lines and without empty lines at
     * its end. Line drawing is in Unicode's box characters; there are no control or formatting
     * characters.
     */
    public synchronized List<String> lines() {
        int width = terminal.getColumns();
        int height = terminal.getRows();
        long[] cells = new long[width * height];
        terminal.dump(cells, 0, 0, height, width, null);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < height; row++) {
            lines.add(line(cells, row * width, width));
        }
        int count = height;
        while (count > 0 && lines.get(count - 1).isEmpty()) {
            count--;
        }
        return List.copyOf(lines.subList(0, count));
    }

    private void show(String text) {
        int lineEnd = text.lastIndexOf('\n') + 1;
        write(text.substring(0, lineEnd));
        if (terminal.getHistorySize() > MAX_HISTORY) {
            write(ERASE_HISTORY); // at a line's end nothing is cut in two
        }
        write(text.substring(lineEnd));
        if (terminal.getHistorySize() > MAX_HISTORY_WITHOUT_LINE_END) {
            write(ERASE_HISTORY);
        }
    }

    /** An emulator that trips over what a guest wrote must not end the watch. */
    private void write(String text) {
        try {
            terminal.write(text);
            terminal.read(); // the answers to what the guest asked: dropped
        } catch (RuntimeException e) {
            terminal = new ScreenTerminal(WIDTH, HEIGHT);
        }
    }

    private static String line(long[] cells, int start, int width) {
        StringBuilder line = new StringBuilder(width);
        for (int column = 0; column < width; column++) {
            int character = ScreenTerminal.cellCodePoint(cells[start + column]);
            if (character != CONTINUATION) {
                line.appendCodePoint(PrintableText.isPrintable(character) ? character : ' ');
            }
        }
        return line.toString().stripTrailing();
    }
}

package org.imagefactory.terminal;

import java.io.PrintStream;
import org.imagefactory.error.PrintableText;

/**
 * Standard error: lines that stay, and on a terminal one line at the bottom that is overwritten.
 */
public final class Screen implements StatusLine {

    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean terminal;
    private final int columns;
    private String status = "";

    /**
     * @param out standard error
     * @param terminal whether it is a terminal that understands escape sequences
     * @param columns width of the terminal
     */
    public Screen(PrintStream out, boolean terminal, int columns) {
        this.out = out;
        this.terminal = terminal;
        this.columns = columns;
    }

    /** Width of the terminal. */
    public int columns() {
        return columns;
    }

    @Override
    public boolean hasStatusLine() {
        return terminal;
    }

    /** Prints text that stays; it ends with a newline. */
    public synchronized void print(String text) {
        if (status.isEmpty()) {
            out.print(text);
        } else {
            out.print(CLEAR_LINE + text + status);
        }
        out.flush();
    }

    @Override
    public synchronized void status(String text) {
        if (!terminal) {
            return;
        }
        String plain = PrintableText.of(text);
        String line = plain.length() < columns ? plain : plain.substring(0, columns - 1);
        if (!line.equals(status)) {
            out.print(CLEAR_LINE + line);
            out.flush();
            status = line;
        }
    }
}

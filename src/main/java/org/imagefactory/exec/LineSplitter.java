package org.imagefactory.exec;

import java.util.function.Consumer;

/**
 * Cuts a stream of characters into lines. A line feed ends a line; so does a carriage return,
 * because progress meters redraw their line with it.
 */
final class LineSplitter {

    /** Longer lines are cut: a stream without line ends must not fill the memory. */
    static final int LONGEST_LINE = 64 * 1024;

    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();
    private boolean afterReturn;

    /**
     * @param lines gets each line without its end
     */
    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void accept(char[] text, int length) {
        for (int i = 0; i < length; i++) {
            accept(text[i]);
        }
    }

    /** The end of the stream: what is left is a line too. */
    void finish() {
        if (line.length() > 0) {
            emit();
        }
    }

    private void accept(char c) {
        boolean endedByReturn = afterReturn;
        afterReturn = false;
        if (c == '\n') {
            if (!endedByReturn) {
                emit();
            }
        } else if (c == '\r') {
            // A meter may also begin with the return: that is no empty line.
            if (line.length() > 0) {
                emit();
                afterReturn = true;
            }
        } else {
            cutLongLine(c);
            line.append(c);
        }
    }

    private void cutLongLine(char next) {
        if (line.length() >= LONGEST_LINE && !Character.isLowSurrogate(next)) {
            emit();
        }
    }

    private void emit() {
        String text = line.toString();
        line.setLength(0);
        lines.accept(text);
    }
}

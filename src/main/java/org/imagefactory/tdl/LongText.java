package org.imagefactory.tdl;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that comes in small parts and may become as long as a template. A builder alone would take
 * three times as much memory while it grows.
 */
final class LongText {

    private static final int PIECE = 1 << 16;

    private final List<String> pieces = new ArrayList<>(0);
    private final StringBuilder last = new StringBuilder(0);

    void append(char[] text, int start, int length) {
        last.append(text, start, length);
        if (last.length() >= PIECE) {
            pieces.add(last.toString());
            last.setLength(0);
        }
    }

    @Override
    public String toString() {
        if (pieces.isEmpty()) {
            return last.toString();
        }
        pieces.add(last.toString());
        last.setLength(0);
        return String.join("", pieces);
    }
}

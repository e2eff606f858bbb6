package org.imagefactory.guest;

import java.util.Locale;

/** Text that a guest wrote, made harmless for a terminal or a log. */
public final class GuestText {

    private static final int LONGEST_LINE = 4096;

    private GuestText() {}

    /**
     * One line of it, cut if it is very long: control characters, and those that change the
     * direction of text, become visible escapes.
     */
    public static String printable(String line) {
        int length = Math.min(line.length(), LONGEST_LINE);
        StringBuilder text = new StringBuilder(length + 16);
        for (int i = 0; i < length; i++) {
            char c = line.charAt(i);
            if (c == '\t' || !isDangerous(c)) {
                text.append(c);
            } else if (c < 0x100) {
                text.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return line.length() > LONGEST_LINE ? text.append(" …").toString() : text.toString();
    }

    private static boolean isDangerous(char c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }
}

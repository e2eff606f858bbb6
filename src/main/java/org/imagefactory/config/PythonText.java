package org.imagefactory.config;

import java.util.Locale;

/**
 * Python's notions of white space and lower case, which decide how a configuration file reads.
 *
 * <p>Java's own differ: {@code strip} keeps the no-break space, and {@code trim} takes every
 * control character.
 */
final class PythonText {

    private static final String SPACES =
            "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003"
                    + "\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

    private PythonText() {}

    /** {@code str.strip()}. */
    static String strip(String text) {
        return stripTrailing(text.substring(indent(text)));
    }

    /** {@code str.rstrip()}. */
    static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** How many white space characters the text starts with. */
    static int indent(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** {@code str.lower()}. */
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isSpace(char c) {
        // Hardly any character is worth the search.
        return c == ' ' || ((c < ' ' || c > '~') && SPACES.indexOf(c) >= 0);
    }
}

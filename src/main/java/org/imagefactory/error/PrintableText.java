package org.imagefactory.error;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes text of unknown origin safe to show on a terminal, in a log, a page, a mail or a document.
 * The only such rule: servers, guests, programs, files and settings may say what they like.
 */
public final class PrintableText {

    /** Longer lines of others are cut after so many characters. */
    static final int LONGEST = 4096;

    /** A line of this program's own may hold a command that somebody wants to paste. */
    static final int LONGEST_OWN = 16_384;

    /** Lines of one message. */
    static final int MOST_LINES = 1000;

    private static final String CUT = " …";

    private static final char REPLACEMENT = '\ufffd';

    /** Control sequences (colours, cursor moves) and operating system commands (window titles). */
    private static final class Sequences {

        static final Pattern ESCAPE =
                Pattern.compile(
                        "\\x1b\\[[0-?]*+[ -/]*+[@-~]"
                                + "|\\x1b\\][^\\x07\\x1b]*+(?:\\x07|\\x1b\\\\)"
                                + "|\\x1b[ -/]*+[0-Z\\\\^-~]");

        private Sequences() {}
    }

    private PrintableText() {}

    /**
     * One line without terminal sequences, cut if it is very long; a tab becomes a blank, all else
     * that is not printable a visible escape.
     */
    public static String of(String line) {
        return line(line, LONGEST);
    }

    /**
     * A text of one or more lines, each without terminal sequences and cut if it is very long, and
     * not too many of them.
     */
    public static String lines(String text) {
        StringBuilder lines = new StringBuilder(text.length());
        int begin = 0;
        for (int count = 1; begin <= text.length(); count++) {
            if (count > MOST_LINES) {
                return lines.append(CUT).toString();
            }
            int end = text.indexOf('\n', begin);
            int stop = end < 0 ? text.length() : end;
            lines.append(begin == 0 ? "" : "\n")
                    .append(line(text.substring(begin, stop), LONGEST_OWN));
            begin = stop + 1;
        }
        return lines.toString();
    }

    /** The lines of a text as one, with semicolons between them; one line is left as it is. */
    public static String joined(String text) {
        return text.indexOf('\n') < 0
                ? text
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("; "));
    }

    /**
     * One line, cut if it is very long; whatever is not printable but a tab becomes a visible
     * escape, so that two that differ look different.
     */
    public static String exact(String line) {
        return escaped(line.substring(0, end(line, LONGEST)))
                + (line.length() > LONGEST ? CUT : "");
    }

    /**
     * The text with an escape in place of each character that is not printable, line feeds and tabs
     * aside; nothing is cut. Of a JSON document these are JSON's own escapes.
     */
    public static String escaped(String text) {
        if (isHarmless(text)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> append(escaped, character));
        return escaped.toString();
    }

    /**
     * The text as HTML, and as the value of an attribute in quotes; in place of each character that
     * is not printable, line feeds and tabs aside, one that says so. Nothing is cut.
     */
    public static String html(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        character -> {
                            switch (character) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\'' -> escaped.append("&#39;");
                                default ->
                                        escaped.appendCodePoint(
                                                isHarmless(character) ? character : REPLACEMENT);
                            }
                        });
        return escaped.toString();
    }

    /**
     * Whether a character is one that is seen: no control or formatting character, some of which
     * reorder the line around them (CVE-2021-42574), no half of a pair, none without a meaning that
     * all agree on.
     */
    public static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    false;
            default -> Character.isValidCodePoint(character);
        };
    }

    private static String line(String line, int longest) {
        if (line.length() <= longest && line.indexOf('\n') < 0 && isHarmless(line)) {
            return line.replace('\t', ' ');
        }
        // More than a few sequences among the characters that are shown hide something.
        String start = line.substring(0, end(line, 2 * longest));
        String plain = Sequences.ESCAPE.matcher(start).replaceAll("").replace('\t', ' ');
        String shown = escaped(plain.substring(0, end(plain, longest)).replace("\n", "\\x0a"));
        boolean cut = start.length() < line.length() || plain.length() > longest;
        return cut ? shown + CUT : shown;
    }

    /** Not in the middle of a pair. */
    private static int end(String text, int longest) {
        if (text.length() <= longest) {
            return text.length();
        }
        return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    }

    /** Most text is; and what a pattern or a stream needs takes time to load at the start. */
    private static boolean isHarmless(String text) {
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (!isHarmless(character)) {
                return false;
            }
            at += Character.charCount(character);
        }
        return true;
    }

    private static boolean isHarmless(int character) {
        return (character >= ' ' && character <= '~')
                || character == '\n'
                || character == '\t'
                || isPrintable(character);
    }

    private static void append(StringBuilder text, int character) {
        if (isHarmless(character)) {
            text.appendCodePoint(character);
        } else if (character < ' ') {
            text.append("\\x%02x".formatted(character));
        } else {
            for (char unit : Character.toChars(character)) {
                text.append("\\u%04x".formatted((int) unit));
            }
        }
    }
}

package org.imagefactory.exec;

import java.util.regex.Pattern;

/** Makes text of unknown origin safe to show on a terminal or in a log. */
public final class PrintableText {

    /** Control sequences (colours, cursor moves) and operating system commands (window titles). */
    private static final Pattern ESCAPE_SEQUENCE =
            Pattern.compile(
                    "\\x1b\\[[0-?]*+[ -/]*+[@-~]"
                            + "|\\x1b\\][^\\x07\\x1b]*+(?:\\x07|\\x1b\\\\)"
                            + "|\\x1b[ -/]*+[0-Z\\\\^-~]");

    /** Controls, and the invisible characters that reorder a line (CVE-2021-42574). */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\x{2028}-\\x{202e}\\x{2066}-\\x{2069}]");

    private PrintableText() {}

    /** The text without terminal sequences; other control characters become visible escapes. */
    public static String of(String text) {
        String plain = ESCAPE_SEQUENCE.matcher(text).replaceAll("").replace('\t', ' ');
        return UNPRINTABLE
                .matcher(plain)
                .replaceAll(match -> "\\\\x%02x".formatted((int) match.group().charAt(0)));
    }
}

package org.imagefactory.exec;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes argument lists for a shell, for people to read and paste. */
public final class ShellQuote {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./~^-]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final String MASK = "********";

    private ShellQuote() {}

    /**
     * One shell word that yields exactly the text. It is a POSIX word, apart from texts with
     * control characters: those get the {@code $'…'} of bash and POSIX 2024, so that they stay on
     * one line.
     */
    public static String quote(String text) {
        if (CONTROL.matcher(text).find()) {
            return "$'" + escape(text) + "'";
        }
        boolean plain = PLAIN.matcher(text).matches() && !text.startsWith("~");
        return plain ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** A command line that yields exactly the arguments, apart from the masked secrets. */
    public static String join(List<String> argv, Set<String> secrets) {
        return argv.stream()
                .map(word -> quote(mask(word, secrets)))
                .collect(Collectors.joining(" "));
    }

    /** The text with every secret in it replaced, the longest first. */
    public static String mask(String text, Set<String> secrets) {
        List<String> longestFirst =
                secrets.stream()
                        .filter(secret -> !secret.isEmpty())
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        String masked = text;
        for (String secret : longestFirst) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    private static String escape(String text) {
        return text.chars().mapToObj(c -> escape((char) c)).collect(Collectors.joining());
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\', '\'' -> "\\" + c;
            default -> Character.isISOControl(c) ? octal(c) : String.valueOf(c);
        };
    }

    /** Bytes, not characters: the controls above U+007F take two bytes in UTF-8. */
    private static String octal(char c) {
        if (c < 0x80) {
            return "\\%03o".formatted((int) c);
        }
        return "\\%03o\\%03o".formatted(0xc0 | (c >> 6), 0x80 | (c & 0x3f));
    }
}

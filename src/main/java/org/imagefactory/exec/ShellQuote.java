package org.imagefactory.exec;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes argument lists for a POSIX shell, for people to read and paste. */
public final class ShellQuote {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./~^-]+");
    private static final String MASK = "********";

    private ShellQuote() {}

    /** One shell word that yields exactly the text. */
    public static String quote(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !text.startsWith("~");
        return plain ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** A command line that yields exactly the arguments, apart from the masked secrets. */
    public static String join(List<String> argv, Set<String> secrets) {
        return argv.stream()
                .map(word -> quote(mask(word, secrets)))
                .collect(Collectors.joining(" "));
    }

    /** The text with every secret in it replaced. */
    public static String mask(String text, Set<String> secrets) {
        String masked = text;
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                masked = masked.replace(secret, MASK);
            }
        }
        return masked;
    }
}

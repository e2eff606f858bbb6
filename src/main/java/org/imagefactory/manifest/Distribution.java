package org.imagefactory.manifest;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.error.PrintableText;

/**
 * What an installed system says it is, see os-release(5). Any part may be empty.
 *
 * @param id short and lower-case: {@code debian}
 * @param version of the release: {@code 13}
 * @param title for people: {@code Debian GNU/Linux 13 (trixie)}
 */
public record Distribution(String id, String version, String title) {

    /** Of a system that does not say. */
    public static final Distribution UNKNOWN = new Distribution("", "", "");

    private static final int LONGEST = 200;
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_0-9]+)=(.*)");
    private static final Pattern HARMLESS = Pattern.compile("[a-z0-9._-]{0,100}");

    /** Reads an os-release file; values in another form than the manual's are left out. */
    public static Distribution parse(String text) {
        Map<String, String> values = new HashMap<>();
        text.lines()
                .map(line -> ASSIGNMENT.matcher(line.strip()))
                .filter(Matcher::matches)
                .forEach(line -> values.put(line.group(1), unquoted(line.group(2))));
        return new Distribution(
                harmless(values.getOrDefault("ID", "")),
                harmless(values.getOrDefault("VERSION_ID", "")),
                title(values.getOrDefault("PRETTY_NAME", "")));
    }

    /** ID and version with a hyphen between them, as far as they are known. */
    public String label() {
        return version.isEmpty() ? id : id + "-" + version;
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() >= 2
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(0) == value.charAt(value.length() - 1);
        String inner = quoted ? value.substring(1, value.length() - 1) : value;
        return inner.replaceAll("\\\\([\"$`\\\\])", "$1");
    }

    private static String harmless(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return HARMLESS.matcher(lower).matches() ? lower : "";
    }

    private static String title(String value) {
        String tabless = value.replace('\t', ' ');
        return PrintableText.exact(tabless.substring(0, Math.min(value.length(), LONGEST)));
    }
}

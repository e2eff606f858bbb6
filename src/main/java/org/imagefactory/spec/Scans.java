package org.imagefactory.spec;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an image is scanned for.
 *
 * @param cve packages with known vulnerabilities, by the distribution's own data
 * @param profile of a security guide that the image is to keep to
 */
public record Scans(boolean cve, Optional<String> profile) {

    /** Nothing. */
    public static final Scans NONE = new Scans(false, Optional.empty());

    private static final String NO = "none";
    private static final String CVE = "cve";
    private static final String SCAP = "scap:";
    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

    /**
     * Reads {@code none}, {@code cve}, {@code scap:PROFILE}, or both with a comma between them.
     *
     * @throws IllegalArgumentException another form
     */
    public static Scans parse(String text) {
        if (text.strip().toLowerCase(Locale.ROOT).equals(NO)) {
            return NONE;
        }
        boolean cve = false;
        Optional<String> profile = Optional.empty();
        for (String part : text.split(",", -1)) {
            String word = part.strip();
            if (word.toLowerCase(Locale.ROOT).equals(CVE)) {
                cve = true;
            } else if (word.startsWith(SCAP)
                    && PROFILE.matcher(word.substring(SCAP.length())).matches()
                    && profile.isEmpty()) {
                profile = Optional.of(word.substring(SCAP.length()));
            } else {
                throw new IllegalArgumentException(
                        "'%s' is not one of none, cve, scap:PROFILE with one profile, or both with a comma between them"
                                .formatted(text));
            }
        }
        return new Scans(cve, profile);
    }
}

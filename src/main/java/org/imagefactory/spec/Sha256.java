package org.imagefactory.spec;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 hexadecimal digits, in lower case
 */
public record Sha256(String hex) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /**
     * @throws IllegalArgumentException this is no such digest
     */
    public Sha256 {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a SHA-256 digest of 64 hexadecimal digits".formatted(hex));
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}

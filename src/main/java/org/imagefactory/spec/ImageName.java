package org.imagefactory.spec;

import java.util.regex.Pattern;

/**
 * The name of an image; it becomes part of file names, so it must be harmless as one.
 *
 * @param text letters, digits and {@code . _ + -}; starts with a letter or digit
 */
public record ImageName(String text) {

    /** The accepted form, for messages. */
    public static final String FORM =
            "letters, digits, '.', '_', '+' and '-', starting with a letter or digit, without"
                    + " '..', at most 100 characters";

    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

    /**
     * @throws IllegalArgumentException another form
     */
    public ImageName {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "'%s' is not an image name: %s".formatted(text, FORM));
        }
    }

    /** Whether it has the accepted form. */
    public static boolean isValid(String text) {
        return SYNTAX.matcher(text).matches() && !text.contains("..");
    }

    @Override
    public String toString() {
        return text;
    }
}

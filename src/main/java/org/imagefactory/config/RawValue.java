package org.imagefactory.config;

/**
 * The text of a key as it was written, before interpolation.
 *
 * @param text without surrounding white space; continuation lines are joined with line feeds
 * @param origin {@code file:line} or the option that it comes from
 * @param layer number of the file that it comes from; a higher one beats a lower one
 */
public record RawValue(String text, String origin, int layer) {

    /** A text that no file holds. */
    RawValue(String text, String origin) {
        this(text, origin, Integer.MAX_VALUE);
    }

    /** Whether it is the same text from the same place; see {@link Key#is} for why. */
    boolean is(RawValue other) {
        return text.equals(other.text) && origin.equals(other.origin) && layer == other.layer;
    }
}

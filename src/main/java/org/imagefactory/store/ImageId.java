package org.imagefactory.store;

import java.util.Optional;
import java.util.UUID;

/**
 * Names an image, and so its files: nothing but a UUID in its plain form, in lower case.
 *
 * @param text 36 characters
 */
public record ImageId(String text) implements Comparable<ImageId> {

    private static final int LENGTH = 36;

    /**
     * @throws IllegalArgumentException the text is something else
     */
    public ImageId {
        if (!isPlain(text)) {
            throw new IllegalArgumentException("not a UUID in lower case");
        }
    }

    /** One that nobody has yet. */
    public static ImageId random() {
        return new ImageId(UUID.randomUUID().toString());
    }

    /** Empty for whatever is not a UUID in its plain form. */
    public static Optional<ImageId> parse(String text) {
        return isPlain(text) ? Optional.of(new ImageId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(ImageId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Each listing asks this for each file: no pattern. */
    private static boolean isPlain(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int at = 0; at < LENGTH; at++) {
            char character = text.charAt(at);
            boolean hyphen = at == 8 || at == 13 || at == 18 || at == 23;
            boolean fits =
                    hyphen
                            ? character == '-'
                            : (character >= '0' && character <= '9')
                                    || (character >= 'a' && character <= 'f');
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}

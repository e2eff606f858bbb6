package org.imagefactory.spec;

import org.imagefactory.error.PrintableText;

/**
 * A file that a guest gets: root's, everybody may read it. Folders that are missing are made.
 *
 * @param path absolute
 * @param content arrives bit for bit
 * @param origin where it was asked for, for messages: {@code file:line}; may be empty
 */
public record GuestFile(String path, GuestContent content, String origin) {

    /** What it is called in messages. */
    public String title() {
        return PrintableText.of("file " + path);
    }

    /** The same with the place where it was asked for, if that is known. */
    public String named() {
        return origin.isEmpty() ? title() : "%s (%s)".formatted(title(), origin);
    }
}

package org.imagefactory.manifest;

import java.util.OptionalLong;

/**
 * One build of an image, as the list of changes names it.
 *
 * @param name {@code IMAGE-YYYY-MM-DD}
 * @param bytes length of the image file; empty if there is none in this format any more
 */
public record BuiltImage(String name, OptionalLong bytes) {

    @Override
    public String toString() {
        return name
                + (bytes.isPresent()
                        ? " (%d bytes)".formatted(bytes.getAsLong())
                        : " (size unknown)");
    }
}

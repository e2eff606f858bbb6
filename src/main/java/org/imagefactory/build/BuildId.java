package org.imagefactory.build;

import java.util.UUID;

/**
 * Tells one build from all others, those of the same image and those of other processes included.
 *
 * @param text of letters, digits and hyphens
 */
public record BuildId(String text) {

    /** One that nobody has yet. */
    public static BuildId random() {
        return new BuildId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return text;
    }
}

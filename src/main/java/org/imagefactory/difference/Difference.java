package org.imagefactory.difference;

import java.util.Optional;

/**
 * One thing that two images do not have in common.
 *
 * @param part of the images that it is in
 * @param name of the thing; harmless to print
 * @param before what the first image has; empty if it has not got the thing
 * @param after what the second image has; empty if it has not got the thing
 * @param anew why each installation makes the thing anew; empty if it should be the same
 */
public record Difference(
        Part part,
        String name,
        Optional<String> before,
        Optional<String> after,
        Optional<String> anew) {

    /** Parts of an image, in the order in which they are compared. */
    public enum Part {
        DISK("disk"),
        BOOT_LOADER("boot loader"),
        PACKAGE("package"),
        FILE("file");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        /** One or two words for people and documents. */
        public String label() {
            return label;
        }
    }

    /** Like {@code changed}. */
    public String kind() {
        return before.isEmpty() ? "added" : after.isEmpty() ? "removed" : "changed";
    }

    /** A line: a sign, the name, and what was before and after. */
    @Override
    public String toString() {
        if (before.isEmpty()) {
            return "+ %s %s".formatted(name, after.orElse(""));
        }
        return after.isEmpty()
                ? "- %s %s".formatted(name, before.get())
                : "~ %s %s -> %s".formatted(name, before.get(), after.get());
    }
}

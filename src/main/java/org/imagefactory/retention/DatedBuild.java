package org.imagefactory.retention;

import java.time.LocalDate;

/**
 * What the output folder has of an image for one day.
 *
 * @param date stands in the names of the files
 * @param state what it came to
 */
record DatedBuild(LocalDate date, State state) {

    /** What a day's builds came to. */
    enum State {
        /** There is an image, from a build that succeeded. */
        GOOD("image"),
        /** There is none: a build failed, or was cancelled. */
        FAILED("failed build"),
        /** A build succeeded, but its image is gone. */
        GONE("rest of the image"),
        /** There is an image, but nothing that says that it is good. */
        UNCLEAR("image of unknown origin");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** For people. */
        String text() {
            return text;
        }
    }
}

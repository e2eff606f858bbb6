package org.imagefactory.store;

import java.nio.file.Path;

/**
 * Something in a store that is not as it should be.
 *
 * @param file concerned
 * @param kind of it
 * @param message a clause: what is wrong with the file
 */
public record StoreFinding(Path file, Kind kind, String message) {

    /** What can be wrong; each has a word for programs. */
    public enum Kind {
        /** Has the name of a record, and is none that can be read. */
        DAMAGED("damaged"),

        /** Is neither record nor body nor hidden. */
        FOREIGN("foreign"),

        /** A body that no record belongs to. */
        ORPHAN("orphan"),

        /** A record whose body is missing or is no file. */
        NO_BODY("no-body"),

        /** An image that nobody works on, and that is neither done nor failed. */
        UNFINISHED("unfinished"),

        /** A hidden file of a process that has died. */
        LEFTOVER("leftover"),

        /** Others than the owner may read or write it. */
        OPEN("open");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** For programs. */
        public String word() {
            return word;
        }
    }
}

package org.imagefactory.customisation;

import java.time.Duration;

/**
 * One thing that a system does when it customises itself: it is begun, it ends with a status, and
 * what it prints is told under its title.
 *
 * @param kind what it is
 * @param title for people: {@code command 'x'}
 * @param named the same with the place where it was asked for
 * @param limit after which it is not waited for any more
 */
public record Item(Kind kind, String title, String named, Duration limit) {

    /** Whether what it prints is kept. */
    boolean isFacts() {
        return kind == Kind.FACTS;
    }

    /** What it is. */
    public enum Kind {
        REPOSITORIES,
        COMMAND,
        PACKAGES,
        FILE,
        /** Prints what is known of each package. */
        FACTS,
        /** Of repositories that must not stay. */
        REMOVAL,
        /** Makes it a system that can be copied. */
        CLEANING
    }
}

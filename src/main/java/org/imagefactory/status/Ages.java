package org.imagefactory.status;

import java.time.Duration;

/** Lengths of time for people, in one unit. */
public final class Ages {

    private Ages() {}

    /** {@code 9 h}: the largest unit that there are two of, rounded down; never negative. */
    public static String text(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < Duration.ofMinutes(2).toSeconds()) {
            return seconds + " s";
        }
        if (seconds < Duration.ofHours(2).toSeconds()) {
            return Duration.ofSeconds(seconds).toMinutes() + " min";
        }
        if (seconds < Duration.ofDays(2).toSeconds()) {
            return Duration.ofSeconds(seconds).toHours() + " h";
        }
        return Duration.ofSeconds(seconds).toDays() + " d";
    }
}

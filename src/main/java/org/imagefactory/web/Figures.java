package org.imagefactory.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.spec.DataSize;
import org.imagefactory.status.Ages;

/**
 * Times and sizes as the page shows them.
 *
 * @param now when the page is made
 * @param zone that times are told in
 */
record Figures(Instant now, ZoneId zone) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    String time(Instant instant) {
        return MINUTE.format(instant.atZone(zone));
    }

    /** With the zone, for once. */
    String timeAndZone(Instant instant) {
        return time(instant) + DateTimeFormatter.ofPattern(" xxx").format(instant.atZone(zone));
    }

    /** Since the end of a build. */
    String age(BuildRecord build) {
        return Ages.text(Duration.between(build.finished(), now));
    }

    static String size(long bytes) {
        return new DataSize(bytes).toString();
    }

    /** {@code +12 MiB}. */
    static String difference(long before, long after) {
        return (after < before ? "\u2212" : "+") + size(Math.abs(after - before));
    }
}

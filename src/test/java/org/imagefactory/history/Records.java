package org.imagefactory.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;

/** Builds of long ago, for tests. */
public final class Records {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

    private Records() {}

    /** A build in the n-th night that published an image. */
    public static BuildRecord good(String image, int night) {
        return record(image, night, Outcome.SUCCESS);
    }

    /** A build in the n-th night that failed. */
    public static BuildRecord bad(String image, int night) {
        return record(image, night, new Outcome(ExitStatus.INSTALLATION, "no \"luck\"", "retry"));
    }

    /** A build in the n-th night that ended so. */
    public static BuildRecord record(String image, int night, Outcome outcome) {
        LocalDate date = FIRST.plusDays(night);
        Instant started = date.atTime(1, 30).toInstant(ZoneOffset.UTC);
        String file = image + "-" + date + ".qcow2";
        return new BuildRecord(
                image,
                date,
                started,
                started.plus(Duration.ofMinutes(20)),
                outcome,
                Map.of("linux", "ab".repeat(32)),
                outcome.succeeded()
                        ? List.of(new FileFact(file, "/srv/" + file, 1L << 33, "cd".repeat(32)))
                        : List.of(),
                Map.of("install", Duration.ofMillis(900_123)),
                Map.of("disk-used-bytes", "12345"),
                night);
    }
}

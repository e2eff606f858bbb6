package org.imagefactory.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.imagefactory.exec.PrintableText;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;
import org.imagefactory.status.Ages;
import org.imagefactory.status.ImageStatus;
import org.imagefactory.status.Overview;

/** A status for people. */
final class StatusTable {

    private static final String NOTHING = "-";
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private StatusTable() {}

    /** A line for each image; times are those of the clock's zone. */
    static String text(Overview overview, Clock clock) {
        Table table =
                new Table("IMAGE", "STATE", "LAST GOOD", "AGE", "FILE", "NEXT RUN", "LAST RESULT");
        for (ImageStatus image : overview.images()) {
            Optional<BuildRecord> good = image.lastGood();
            table.add(
                    image.image(),
                    image.state().word(),
                    good.map(build -> build.date().toString()).orElse(NOTHING),
                    good.map(build -> age(build, clock)).orElse(NOTHING),
                    good.flatMap(ImageStatus::file).map(FileFact::name).orElse(NOTHING),
                    image.nextRun().map(next -> time(next, clock)).orElse(NOTHING),
                    image.last().map(StatusTable::result).orElse(NOTHING));
        }
        return table.toString();
    }

    private static String age(BuildRecord build, Clock clock) {
        return Ages.text(Duration.between(build.finished(), clock.instant()));
    }

    private static String time(Instant instant, Clock clock) {
        return MINUTE.format(instant.atZone(clock.getZone()));
    }

    /** The first line of a message says what went wrong; all of them stand in the report. */
    private static String result(BuildRecord build) {
        Outcome outcome = build.outcome();
        if (outcome.succeeded()) {
            return outcome.word();
        }
        String message = outcome.message().lines().findFirst().map(PrintableText::of).orElse("");
        return "%s %s: %s".formatted(outcome.word(), build.date(), message);
    }
}

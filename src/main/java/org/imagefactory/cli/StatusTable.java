package org.imagefactory.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.imagefactory.error.PrintableText;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;
import org.imagefactory.report.RunningBuild;
import org.imagefactory.status.Ages;
import org.imagefactory.status.ImageStatus;
import org.imagefactory.status.Overview;
import org.imagefactory.status.State;

/** A status for people. */
final class StatusTable {

    private static final String NOTHING = "-";
    private static final String BUILDING = "being built";
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private StatusTable() {}

    /**
     * A line for each image, then one for each build that runs and each scan; times are of the
     * clock's zone.
     *
     * @param folder where the results are
     */
    static String text(Overview overview, Path folder, Clock clock) {
        Table table =
                new Table("IMAGE", "STATE", "LAST GOOD", "AGE", "FILE", "NEXT RUN", "LAST RESULT");
        for (ImageStatus image : overview.images()) {
            Optional<BuildRecord> good = image.lastGood();
            table.add(
                    image.image(),
                    state(image),
                    good.map(build -> build.date().toString()).orElse(NOTHING),
                    good.map(build -> age(build, clock)).orElse(NOTHING),
                    good.flatMap(ImageStatus::file).map(FileFact::name).orElse(NOTHING),
                    image.nextRun().map(next -> time(next, clock)).orElse(NOTHING),
                    image.last().map(StatusTable::result).orElse(NOTHING));
        }
        StringBuilder text = new StringBuilder(table.toString());
        for (ImageStatus image : overview.images()) {
            image.running().ifPresent(build -> text.append(running(image, build, clock)));
            image.lastGood()
                    .map(good -> ImageScans.of(good, folder).text(image.image()))
                    .ifPresent(text::append);
        }
        return text.toString();
    }

    /** {@code debian-13 is being built since 2026-03-01 02:30: step 4 of 12, … (51 min)}. */
    private static String running(ImageStatus image, RunningBuild build, Clock clock) {
        String step =
                build.step() > 0 ? "step %d of %d, ".formatted(build.step(), build.steps()) : "";
        return "%s is being built since %s: %s%s (%s)%n"
                .formatted(
                        image.image(),
                        time(build.started(), clock),
                        step,
                        PrintableText.of(build.description()),
                        Ages.text(Duration.between(build.stepStarted(), clock.instant())));
    }

    private static String state(ImageStatus image) {
        if (image.running().isEmpty()) {
            return image.state().word();
        }
        return image.state() == State.NEVER_BUILT
                ? BUILDING
                : image.state().word() + ", " + BUILDING;
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
        String message = outcome.message().lines().findFirst().orElse("");
        return "%s %s: %s".formatted(outcome.word(), build.date(), message);
    }
}

package org.imagefactory.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.Fact;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;

/**
 * What a run came to for one image: a row of the table at its end.
 *
 * @param image its name
 * @param word says the outcome: that of {@link Outcome#word}, or {@link #NOT_STARTED}
 * @param outcome how it ended
 * @param time wall time, clean-up included
 * @param bytes size of the image file; empty if there is none
 * @param change packages that differ from the build before, in words; empty if nothing was compared
 */
public record ImageResult(
        String image,
        String word,
        Outcome outcome,
        Duration time,
        OptionalLong bytes,
        String change) {

    /** The word for an image whose turn did not come. */
    public static final String NOT_STARTED = "not started";

    /** In the order in which changes are told; the report has a value for each. */
    private static final List<String> CHANGES =
            List.of("added", "removed", "upgraded", "downgraded");

    /** The row of a finished build. */
    public static ImageResult of(BuildReport report) {
        Outcome outcome = report.outcome();
        OptionalLong bytes =
                outcome.succeeded()
                        ? report.outputs().stream().mapToLong(FileFact::sizeBytes).findFirst()
                        : OptionalLong.empty();
        return new ImageResult(
                report.image(),
                outcome.word(),
                outcome,
                Duration.between(report.started(), report.finished()),
                bytes,
                change(report.values()));
    }

    /** The row of an image that could not be built at all. */
    public static ImageResult failed(String image, Outcome outcome) {
        return new ImageResult(
                image, outcome.word(), outcome, Duration.ZERO, OptionalLong.empty(), "");
    }

    /**
     * The row of an image whose turn did not come.
     *
     * @param status tells why
     */
    static ImageResult notStarted(String image, ExitStatus status) {
        return new ImageResult(
                image,
                NOT_STARTED,
                new Outcome(status, NOT_STARTED, ""),
                Duration.ZERO,
                OptionalLong.empty(),
                "");
    }

    private static String change(Map<String, String> values) {
        if (Fact.CHANGES_SINCE.in(values).isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        for (String kind : CHANGES) {
            String count = values.getOrDefault(Fact.PACKAGES.key(kind), "0");
            if (!count.equals("0")) {
                parts.add(count + " " + kind);
            }
        }
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }
}

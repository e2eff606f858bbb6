package org.imagefactory.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;
import org.junit.jupiter.api.Test;

class ImageResultTest {

    private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");

    private static final Map<String, String> CHANGES =
            Map.of(
                    "changes-since", "x-2026-11-21",
                    "packages-added", "2",
                    "packages-removed", "0",
                    "packages-upgraded", "14",
                    "packages-downgraded", "0");

    @Test
    void isMadeOfTheReport() {
        ImageResult row = ImageResult.of(report(Outcome.SUCCESS, CHANGES));

        assertThat(row)
                .isEqualTo(
                        new ImageResult(
                                "x",
                                "success",
                                Outcome.SUCCESS,
                                Duration.ofSeconds(90),
                                OptionalLong.of(4096),
                                "2 added, 14 upgraded"));
    }

    @Test
    void tellsThatNothingChangedFromNothingCompared() {
        assertThat(
                        ImageResult.of(
                                        report(
                                                Outcome.SUCCESS,
                                                Map.of("changes-since", "x-2026-11-21")))
                                .change())
                .isEqualTo("none");
        assertThat(ImageResult.of(report(Outcome.SUCCESS, Map.of())).change()).isEmpty();
    }

    @Test
    void aFailedBuildHasNoImage() {
        Outcome failed = new Outcome(ExitStatus.UPLOAD, "no", "");

        ImageResult row = ImageResult.of(report(failed, Map.of()));

        assertThat(row.word()).isEqualTo("failure");
        assertThat(row.bytes()).isEmpty();
    }

    private static BuildReport report(Outcome outcome, Map<String, String> values) {
        return new BuildReport(
                "image-factory 2",
                "x",
                outcome,
                START,
                START.plusSeconds(90),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(
                        new FileFact("x.qcow2", "/o/x.qcow2", 4096, "a"),
                        new FileFact("x.packages", "/o/x.packages", 7, "b")),
                values,
                List.of(),
                List.of());
    }
}

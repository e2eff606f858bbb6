package org.imagefactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.imagefactory.batch.ImageResult;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.Outcome;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");

    private static final ImageResult GOOD =
            new ImageResult(
                    "debian-13",
                    "success",
                    Outcome.SUCCESS,
                    Duration.ofSeconds(184),
                    OptionalLong.of(3 << 20),
                    "2 added");
    private static final ImageResult UNCHANGED =
            ImageResult.failed("debian-12", new Outcome(ExitStatus.DONE, "", ""));
    private static final ImageResult BAD =
            ImageResult.failed("fedora-44", new Outcome(ExitStatus.UPLOAD, "no\nroute", ""));
    private static final ImageResult STOPPED =
            new ImageResult(
                    "x",
                    "cancelled",
                    new Outcome(ExitStatus.TERMINATED, "cancelled", ""),
                    Duration.ofMillis(1500),
                    OptionalLong.empty(),
                    "");

    @Test
    void hasARowForEachImage() {
        assertThat(new ResultTable(List.of(GOOD, UNCHANGED, BAD, STOPPED), false).text())
                .isEqualTo(
                        """
                        IMAGE      RESULT              TIME       SIZE   CHANGE
                        debian-13  success             3 min 4 s  3 MiB  2 added
                        debian-12  success             -          -      -
                        fedora-44  failure (status 9)  -          -      -
                        x          cancelled           1.5 s      -      -
                        2 of 4 images failed or were not built
                        """);
    }

    @Test
    void saysThatAllIsWell() {
        assertThat(new ResultTable(List.of(GOOD, UNCHANGED), false).text())
                .endsWith("\nall 2 images are well\n");
    }

    @Test
    void quietTellsFailuresOnly() {
        assertThat(new ResultTable(List.of(GOOD, BAD), true).text())
                .isEqualTo(
                        """
                        IMAGE      RESULT              TIME  SIZE  CHANGE
                        fedora-44  failure (status 9)  -     -     -
                        1 of 2 images failed or were not built
                        """);
        assertThat(new ResultTable(List.of(GOOD, UNCHANGED), true).text()).isEmpty();
        assertThat(new ResultTable(List.of(GOOD, UNCHANGED), true).json(NOW, 1)).isEmpty();
    }

    @Test
    void programsGetAnObjectForEachRow() {
        assertThat(new ResultTable(List.of(GOOD, BAD), false).json(NOW, 7).lines())
                .containsExactly(
                        "{\"time\":\"2026-11-22T01:00:00Z\",\"pid\":7,\"level\":\"INFO\","
                                + "\"message\":\"result of debian-13\",\"image\":\"debian-13\","
                                + "\"result\":\"success\",\"status\":0,\"seconds\":184.0,"
                                + "\"bytes\":3145728,\"change\":\"2 added\"}",
                        "{\"time\":\"2026-11-22T01:00:00Z\",\"pid\":7,\"level\":\"ERROR\","
                                + "\"message\":\"result of fedora-44\",\"image\":\"fedora-44\","
                                + "\"result\":\"failure\",\"status\":9,\"seconds\":0.0}");
    }
}

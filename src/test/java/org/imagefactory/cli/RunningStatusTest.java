package org.imagefactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.history.History;
import org.imagefactory.report.RunningBuild;
import org.imagefactory.status.Overview;
import org.imagefactory.status.Recollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What status says while a build runs. */
class RunningStatusTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T11:00:00Z"), ZoneOffset.UTC);

    @TempDir private Path folder;

    private Overview overview() {
        RunningBuild build =
                new RunningBuild(START, 4, 12, START.plusSeconds(600), "install the system");
        return Overview.of(new Recollection(new History(folder)), List.of("debian-13", "debian-12"))
                .with(
                        Map.of(),
                        name ->
                                name.text().equals("debian-13")
                                        ? Optional.of(build)
                                        : Optional.empty());
    }

    @Test
    void tellsPeopleWhatRunsSinceWhenAndInWhichStep() {
        assertThat(
                        StatusTable.text(overview(), folder, CLOCK)
                                .lines()
                                .map(l -> l.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "IMAGE|STATE|LAST GOOD|AGE|FILE|NEXT RUN|LAST RESULT",
                        "debian-13|being built|-|-|-|-|-",
                        "debian-12|never built|-|-|-|-|-",
                        "debian-13 is being built since 2026-11-22 10:00:"
                                + " step 4 of 12, install the system (50 min)");
    }

    @Test
    void tellsPrograms() throws Exception {
        JsonNode images =
                new ObjectMapper()
                        .readTree(StatusJson.text(overview(), folder, CLOCK.instant()))
                        .get("images");

        assertThat(images.at("/0/state").asText()).isEqualTo("never-built");
        assertThat(images.at("/0/running").toString())
                .isEqualTo(
                        "{\"started\":\"2026-11-22T10:00:00Z\",\"step\":4,\"steps\":12,"
                                + "\"description\":\"install the system\","
                                + "\"stepStarted\":\"2026-11-22T10:10:00Z\"}");
        assertThat(images.at("/1/running").isNull()).isTrue();
    }
}

package org.imagefactory.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.History;
import org.imagefactory.history.Records;
import org.imagefactory.report.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTest {

    @TempDir private Path folder;

    @Test
    void tellsTheLastGoodBuildAndTheLastResult() {
        ImageStatus status = new ImageStatus("a", builds("g g b c"));

        assertThat(status.state()).isEqualTo(State.BAD);
        assertThat(status.lastGood()).contains(Records.good("a", 1));
        assertThat(status.last()).contains(Records.bad("a", 2));
        assertThat(status.lastVerdicts(2))
                .containsExactly(Records.good("a", 1), Records.bad("a", 2));
        assertThat(ImageStatus.file(Records.good("a", 1)))
                .hasValueSatisfying(f -> assertThat(f.name()).isEqualTo("a-2026-03-02.qcow2"));
        assertThat(ImageStatus.file(Records.bad("a", 1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', NEVER_BUILT", "c, NEVER_BUILT", "g, GOOD", "b g c c, GOOD", "g b, BAD"})
    void theLastVerdictIsTheState(String builds, State state) {
        assertThat(new ImageStatus("a", builds(builds)).state()).isEqualTo(state);
    }

    /** g: good, b: bad, c: cancelled; what the last of the builds changes. */
    @ParameterizedTest
    @CsvSource({
        "g,         ''",
        "b,         NEVER_BUILT BAD",
        "c,         ''",
        "g g,       ''",
        "b b,       ''",
        "g b,       GOOD BAD",
        "b g,       BAD GOOD",
        "g b b,     ''",
        "b g g,     ''",
        "g c,       ''",
        "b c,       ''",
        "g c b,     GOOD BAD",
        "g b c b,   ''",
        "b c c g,   BAD GOOD",
        "c g,       ''",
        "c c b,     NEVER_BUILT BAD",
    })
    void tellsOnceThatTheStateChanged(String builds, String change) {
        List<BuildRecord> all = builds(builds);
        BuildRecord last = all.get(all.size() - 1);

        for (List<BuildRecord> remembered : List.of(all, all.subList(0, all.size() - 1))) {
            assertThat(
                            StateChange.by(last, remembered)
                                    .map(c -> c.from() + " " + c.to())
                                    .orElse(""))
                    .isEqualTo(change);
        }
    }

    @Test
    void whatEndedLaterDoesNotCount() {
        List<BuildRecord> builds = builds("g b g g");

        assertThat(StateChange.by(builds.get(1), builds).map(StateChange::to)).contains(State.BAD);
    }

    @Test
    void imagesThatAreOnlyRememberedFollow() throws IOException {
        History history = new History(folder);
        history.add(Records.good("b", 1));
        history.add(Records.bad("a", 1));

        Overview overview =
                Overview.ofAll(new Recollection(history), List.of("new", "b", "../x", ""));

        assertThat(overview.images())
                .extracting(ImageStatus::image, ImageStatus::state)
                .containsExactly(
                        tuple("new", State.NEVER_BUILT),
                        tuple("b", State.GOOD),
                        tuple("../x", State.NEVER_BUILT),
                        tuple("", State.NEVER_BUILT),
                        tuple("a", State.BAD));
        assertThat(overview.problems()).isEmpty();
    }

    @Test
    void onlyTheNewestBuildsHaveEverything() throws IOException {
        History history = new History(folder);
        List<BuildRecord> builds = builds("g g b b c");
        for (BuildRecord build : builds) {
            history.add(build);
        }

        List<BuildRecord> read =
                Overview.of(new Recollection(history), List.of("a")).images().get(0).builds();

        assertThat(read).extracting(BuildRecord::outcome).isEqualTo(outcomes(builds));
        assertThat(read).extracting(BuildRecord::duration).containsOnly(Duration.ofMinutes(20));
        assertThat(read.get(1)).isEqualTo(builds.get(1));
        assertThat(read.get(3)).isEqualTo(builds.get(3));
        for (int outline : List.of(0, 2, 4)) {
            assertThat(read.get(outline).inputs()).isEmpty();
            assertThat(read.get(outline).steps()).isEmpty();
            assertThat(read.get(outline).values()).isEmpty();
        }
        assertThat(ImageStatus.file(read.get(0))).isEqualTo(ImageStatus.file(builds.get(0)));
    }

    private static List<Outcome> outcomes(List<BuildRecord> builds) {
        return builds.stream().map(BuildRecord::outcome).toList();
    }

    @Test
    void aDamagedMemoryHidesOneImageOnly() throws IOException {
        History history = new History(folder);
        history.add(Records.good("a", 1));
        Path file = folder.resolve(History.FOLDER).resolve("b.json");
        Files.writeString(file, "{");

        Overview overview = Overview.ofAll(new Recollection(history), List.of());

        assertThat(overview.images()).extracting(ImageStatus::image).containsExactly("a");
        assertThat(overview.problems()).hasSize(1);
        assertThat(overview.problems().get(0))
                .startsWith(
                        "cannot read what is remembered of b: "
                                + file
                                + " is damaged: it is no JSON object");
    }

    @Test
    void theNextRunIsTheFirstOfBothTimers() {
        Instant early = Instant.parse("2026-11-23T01:00:00Z");
        Instant late = early.plusSeconds(60);
        Overview overview =
                new Overview(
                        List.of(
                                new ImageStatus("a", List.of()),
                                new ImageStatus("b", List.of()),
                                new ImageStatus("c", List.of())),
                        List.of());

        Overview both =
                overview.with(
                        Map.of(
                                "image-factory.timer", late,
                                "image-factory@a.timer", early,
                                "image-factory@b.timer", late.plusSeconds(1)),
                        name -> Optional.empty());
        Overview own =
                overview.with(Map.of("image-factory@b.timer", late), name -> Optional.empty());

        assertThat(both.images())
                .extracting(i -> i.nextRun().orElseThrow())
                .containsExactly(early, late, late);
        assertThat(own.images())
                .extracting(i -> i.nextRun().isPresent())
                .containsExactly(false, true, false);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0 s",
        "0, 0 s",
        "119, 119 s",
        "120, 2 min",
        "7199, 119 min",
        "7200, 2 h",
        "172799, 47 h",
        "172800, 2 d",
        "8640000, 100 d",
    })
    void agesHaveOneUnit(long seconds, String text) {
        assertThat(Ages.text(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    /** One build a night; g: good, b: bad, c: cancelled. */
    private static List<BuildRecord> builds(String letters) {
        List<String> nights = letters.isEmpty() ? List.of() : List.of(letters.split(" "));
        return IntStream.range(0, nights.size())
                .mapToObj(night -> build(nights.get(night), night))
                .toList();
    }

    private static BuildRecord build(String letter, int night) {
        return switch (letter) {
            case "g" -> Records.good("a", night);
            case "b" -> Records.bad("a", night);
            default ->
                    Records.record("a", night, new Outcome(ExitStatus.TERMINATED, "cancelled", ""));
        };
    }
}

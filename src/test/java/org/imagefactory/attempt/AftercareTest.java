package org.imagefactory.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.history.Records;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.Renewal;
import org.imagefactory.spec.Retention;
import org.imagefactory.spec.ScanPolicy;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.status.Recollection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AftercareTest {

    private static final ImageName IMAGE = new ImageName("debian-13");

    @TempDir private Path folder;
    private final RecordingRunner runner = new RecordingRunner();
    private final List<BuildEvent> events = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void nothingIsDoneUnlessItIsAskedFor() throws IOException {
        add(Records.good("debian-13", 1));
        after(Records.bad("debian-13", 2), Upkeep.NONE);

        assertThat(runner.commands()).isEmpty();
        assertThat(events).isEmpty();
        assertThat(metrics()).doesNotExist();
    }

    @Test
    void tellsOfAChangeOnceAndWritesMetricsAlways() throws IOException {
        add(Records.good("debian-13", 1));
        after(Records.bad("debian-13", 2), upkeep());
        assertThat(runner.lines()).containsExactly("tell debian-13");
        assertThat(runner.commands().get(0).environment())
                .containsEntry("IMAGE_FACTORY_STATE", "bad")
                .containsEntry("IMAGE_FACTORY_OLD_STATE", "good")
                .containsEntry("IMAGE_FACTORY_ADVICE", "retry");
        assertThat(metrics()).content().contains("build_success{image=\"debian-13\"} 0\n");

        after(Records.bad("debian-13", 3), upkeep());
        assertThat(runner.commands()).hasSize(1);

        after(Records.good("debian-13", 4), upkeep());
        assertThat(runner.commands()).hasSize(2);
        assertThat(metrics()).content().contains("build_success{image=\"debian-13\"} 1\n");
        assertThat(folder.resolve("index.html")).content().contains("1 good", ">debian-13<");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aCancelledBuildIsNoNews() throws IOException {
        add(Records.good("debian-13", 1));
        Outcome cancelled = new Outcome(ExitStatus.INTERRUPTED, "cancelled", "");

        after(Records.record("debian-13", 2, cancelled), upkeep());

        assertThat(runner.commands()).isEmpty();
        assertThat(metrics()).doesNotExist();
    }

    @Test
    void whatGoesWrongIsAWarning() throws IOException {
        add(Records.good("debian-13", 1));
        runner.failing("tell", 1, "no mail");
        Files.createDirectory(metrics());

        after(Records.bad("debian-13", 2), upkeep());

        assertThat(warnings()).hasSize(2);
        assertThat(warnings().get(0)).startsWith("nobody was told of it: notify-command: ");
        assertThat(warnings().get(1)).startsWith("cannot write " + metrics());
    }

    @Test
    void aMemoryThatCannotBeReadSilencesNobody() throws IOException {
        add(Records.good("debian-13", 1));
        Files.writeString(folder.resolve(History.FOLDER).resolve("debian-13.json"), "{");

        run(Records.bad("debian-13", 2), upkeep());

        assertThat(runner.lines()).containsExactly("tell debian-13");
        assertThat(warnings()).hasSize(3).allMatch(text -> text.contains("is damaged"));
    }

    @Test
    void anInterruptLeavesOutTheRest() throws IOException {
        add(Records.good("debian-13", 1));
        runner.interrupting("tell");

        after(Records.bad("debian-13", 2), upkeep());
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        run(Records.good("debian-13", 3), upkeep());

        assertThat(runner.commands()).hasSize(1);
        assertThat(metrics()).doesNotExist();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void theCatalogForgetsWhatGoesBeforeItGoes() throws IOException {
        Path old = Files.createFile(folder.resolve("debian-13-2026-03-02.qcow2"));
        Files.createFile(folder.resolve("debian-13-2026-03-05.qcow2"));
        add(Records.good("debian-13", 1));
        BuildRecord build = Records.good("debian-13", 4);
        add(build);
        Upkeep keepsOne =
                new Upkeep(
                        Set.of(),
                        new Retention(
                                Optional.of(1),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        ScanPolicy.NONE,
                        Renewal.NONE);

        run(
                build,
                keepsOne,
                going -> {
                    assertThat(going).containsExactly("debian-13-2026-03-02");
                    assertThat(old).exists();
                    throw new HostException("no room", "");
                });

        assertThat(old).doesNotExist();
        assertThat(forgotten).containsExactly("debian-13-2026-03-02"); // in the cloud, too
        assertThat(warnings()).containsExactly("the catalog is not up to date: no room");
    }

    private Path metrics() {
        return folder.resolve("factory.prom");
    }

    private Upkeep upkeep() {
        return new Upkeep(
                Set.of(),
                Retention.EVERYTHING,
                false,
                Optional.of(new HookCommand("notify-command", "tell ${image}")),
                Optional.of(metrics()),
                Optional.of(folder.resolve("index.html")),
                Optional.empty(),
                false,
                ScanPolicy.NONE,
                Renewal.NONE);
    }

    private List<String> warnings() {
        return events.stream()
                .filter(BuildEvent.Warning.class::isInstance)
                .map(event -> ((BuildEvent.Warning) event).text())
                .toList();
    }

    private void add(BuildRecord build) throws IOException {
        new History(folder).add(build);
    }

    private void after(BuildRecord build, Upkeep upkeep) throws IOException {
        add(build);
        run(build, upkeep);
    }

    private void run(BuildRecord build, Upkeep upkeep) {
        run(build, upkeep, going -> 0);
    }

    private void run(BuildRecord build, Upkeep upkeep, Offer offer) {
        Workspace workspace = new Workspace(DayNames.of(IMAGE, build.date()), folder);
        new Aftercare(
                        upkeep,
                        workspace,
                        events::add,
                        runner,
                        Clock.fixed(Instant.parse("2026-03-10T12:00:00Z"), ZoneOffset.UTC),
                        "image-factory 2",
                        new Recollection(new History(folder)))
                .after(build, Optional.of(offer), forgotten::addAll);
    }
}

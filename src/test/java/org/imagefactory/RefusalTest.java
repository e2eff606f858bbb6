package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.history.Records;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StagingFolders;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.Renewal;
import org.imagefactory.spec.Retention;
import org.imagefactory.spec.ScanPolicy;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.status.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image whose section is broken does not go unnoticed. */
class RefusalTest {

    private static final Outcome BROKEN =
            new Outcome(ExitStatus.CONFIGURATION, "x.conf:3: [img] ram: '1Q' is no size", "");

    @TempDir Path folder;
    private final List<BuildEvent> events = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void isRememberedAsAFailureThatTellsWhy() throws Exception {
        refuse("img");

        assertThat(new History(folder).of("img"))
                .singleElement()
                .satisfies(build -> assertThat(build.outcome()).isEqualTo(BROKEN));
        assertThat(folder.resolve("img-2026-03-10.json")).content().contains("'1Q' is no size");
        assertThat(
                        factory()
                                .housekeeping()
                                .status(List.of("img"), false, folder)
                                .images()
                                .get(0)
                                .state())
                .isEqualTo(State.BAD);
    }

    @Test
    void everybodyHearsOfIt() throws Exception {
        new History(folder).add(Records.good("img", 9));

        refuse("img");

        assertThat(folder.resolve("told")).hasContent("img good bad 3");
        assertThat(folder.resolve("if.prom"))
                .content()
                .contains("image_factory_last_build_success{image=\"img\"} 0");
        assertThat(folder.resolve("index.html")).content().contains("is no size");
    }

    @Test
    void nobodyHearsOfItTwice() throws Exception {
        refuse("img");
        Files.delete(folder.resolve("told"));

        now = now.plusSeconds(1);
        refuse("img");

        assertThat(folder.resolve("told")).doesNotExist();
        assertThat(new History(folder).of("img")).hasSize(2);
    }

    @Test
    void aRunningBuildHasTheWord() throws Exception {
        Workspace workspace =
                new Workspace(DayNames.of(new ImageName("img"), LocalDate.of(2026, 3, 10)), folder);
        CleanupStack cleanup = new CleanupStack();
        new StagingFolders().acquire(workspace, cleanup);

        refuse("img");

        assertThat(new History(folder).of("img")).isEmpty();
        cleanup.unwind(true, warning -> {});
    }

    @Test
    void whatIsNoNameIsNoFile() throws Exception {
        refuse("../img");

        assertThat(folder).isEmptyDirectory();
        assertThat(folder.resolveSibling("img-2026-03-10.json")).doesNotExist();
    }

    private void refuse(String image) {
        factory().refuse(image, upkeep(), BROKEN, folder, events::add);
    }

    private ImageFactory factory() {
        return new ImageFactory(
                new Surroundings(
                        Map.of("PATH", "/usr/bin:/bin"),
                        folder,
                        TestLibvirt.factory(folder),
                        Clock.fixed(now, ZoneOffset.UTC),
                        "image-factory 2"));
    }

    private Upkeep upkeep() {
        String tell =
                "sh -c \"echo ${image} $IMAGE_FACTORY_OLD_STATE $IMAGE_FACTORY_STATE"
                        + " $IMAGE_FACTORY_EXIT_STATUS > told\"";
        return new Upkeep(
                Set.of(),
                Retention.EVERYTHING,
                true,
                Optional.of(new HookCommand("notify-command", tell)),
                Optional.of(folder.resolve("if.prom")),
                Optional.of(folder.resolve("index.html")),
                Optional.empty(),
                false,
                ScanPolicy.NONE,
                Renewal.NONE);
    }
}

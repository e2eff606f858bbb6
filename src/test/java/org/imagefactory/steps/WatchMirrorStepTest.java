package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.netboot.MirrorWatch;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchMirrorStepTest {

    @TempDir Path folder;
    private StepFixture fixture;
    private Path there;
    private Path gone;

    @BeforeEach
    void writeOneOfTwoFiles() throws Exception {
        fixture = new StepFixture(folder);
        there = Files.writeString(folder.resolve("there"), "1");
        gone = folder.resolve("gone");
    }

    private WatchMirrorStep step(String... lines) throws Exception {
        ImageSpec spec =
                fixture.spec("watch=%s %s\n%s".formatted(gone, there, String.join("\n", lines)));
        return new WatchMirrorStep(
                new MirrorWatch(new CommonsExecRunner(Map.of()), Map.of()), spec);
    }

    @Test
    void notesWhatItCanAndWarnsOfTheRest() throws Exception {
        fixture.run(step());

        assertThat(fixture.facts.components())
                .containsOnlyKeys(MirrorWatch.component(SourceUri.parse(there.toString())));
        assertThat(fixture.warnings())
                .singleElement()
                .asString()
                .contains(gone.toString(), "--if-changed will build again");
        assertThat(fixture.staged()).isEmpty();
    }

    @Test
    void offlineThereIsNothingToWarnOf() throws Exception {
        fixture.run(step("offline=true"));

        assertThat(fixture.warnings()).isEmpty();
        assertThat(fixture.events).isNotEmpty();
    }

    @Test
    void showsWhatItWouldDo() throws Exception {
        assertThat(step().preview())
                .containsExactly(
                        "note what %s says".formatted(gone), "note what %s says".formatted(there));
    }

    @Test
    void canBeInterrupted() throws Exception {
        WatchMirrorStep step = step();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> fixture.run(step)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}

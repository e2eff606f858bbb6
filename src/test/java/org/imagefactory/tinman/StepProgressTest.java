package org.imagefactory.tinman;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.imagefactory.plugin.Parameters;
import org.imagefactory.plugin.RecordingJob;
import org.imagefactory.report.BuildEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepProgressTest {

    @Test
    void rises(@TempDir Path folder) {
        RecordingJob job = new RecordingJob(folder, new Parameters(Map.of()));
        StepProgress progress = new StepProgress(job, List.of("create-disk", "install", "publish"));

        progress.on(new BuildEvent.StepStarted(1, 3, "create-disk", "make the disk"));
        progress.on(new BuildEvent.StepFinished("create-disk", Duration.ZERO, true));
        progress.on(new BuildEvent.StepStarted(2, 3, "install", "install the system"));
        progress.on(new BuildEvent.Progress("packages", OptionalInt.of(50)));
        progress.on(new BuildEvent.Progress("more", OptionalInt.empty()));
        progress.on(new BuildEvent.StepFinished("install", Duration.ZERO, true));
        progress.on(new BuildEvent.StepStarted(3, 3, "publish", "publish it"));
        progress.on(new BuildEvent.StepFinished("publish", Duration.ZERO, true));

        assertThat(job.fractions).isSorted().contains(0.0, 201 / 402.0, 401 / 402.0, 1.0);
        assertThat(job.said).containsEntry("activity", "publish it");
    }
}

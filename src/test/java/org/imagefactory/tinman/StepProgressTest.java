package org.imagefactory.tinman;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
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

    /** As image-factory tells it. */
    @Test
    void logsThePhasesOfALongStep(@TempDir Path folder) {
        RecordingJob job = new RecordingJob(folder, new Parameters(Map.of()));
        AtomicLong now = new AtomicLong();
        StepProgress progress = new StepProgress(job, List.of("install"), now::get);

        progress.on(new BuildEvent.StepStarted(1, 1, "install", "install the system"));
        progress.on(new BuildEvent.Progress("Base system", OptionalInt.of(1)));
        progress.on(new BuildEvent.Progress("Base system", OptionalInt.of(40)));
        for (int i = 0; i < 13; i++) {
            now.addAndGet(Duration.ofSeconds(10).toNanos());
            progress.on(new BuildEvent.Pulse(OptionalLong.of(3L << 29)));
        }
        progress.on(new BuildEvent.Progress("Base system", OptionalInt.of(99)));
        progress.on(new BuildEvent.Progress("Boot loader", OptionalInt.empty()));
        progress.on(new BuildEvent.StepFinished("install", Duration.ofSeconds(130), false));

        assertThat(job.lines)
                .containsExactly(
                        "[1/1] install the system",
                        "Base system 1%",
                        "Base system 40%, for 1 min 0 s; 1.5 GiB written",
                        "Base system 40%, for 2 min 0 s; 1.5 GiB written",
                        "Base system 99%",
                        "Boot loader",
                        "install failed after 2 min 10 s");
    }
}

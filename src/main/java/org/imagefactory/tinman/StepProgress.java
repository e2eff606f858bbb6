package org.imagefactory.tinman;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.imagefactory.plugin.Job;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.PhaseLines;

/** Tells a job how far the steps of a build are, and its log what they say. */
final class StepProgress implements BuildListener {

    /** Of ten minutes of a usual build; what is not named here takes no time. */
    private static final Map<String, Integer> MINUTES =
            Map.of(
                    "fetch-netboot", 40,
                    "install", 400,
                    "customise", 150,
                    "remove-installer-logs", 5,
                    "empty-free-blocks", 20,
                    "convert", 40,
                    "checksum", 10,
                    "boot-test", 60);

    private final Job job;
    private final PhaseLines phases;
    private final Map<String, Integer> weights = new LinkedHashMap<>();
    private final int total;
    private int done;
    private int weight;
    private String activity = "";

    /**
     * @param steps names of all steps, in their order
     */
    StepProgress(Job job, List<String> steps) {
        this(job, steps, System::nanoTime);
    }

    /**
     * @param nanoTime a clock that only moves forward
     */
    StepProgress(Job job, List<String> steps, LongSupplier nanoTime) {
        this.job = job;
        this.phases = new PhaseLines(nanoTime, job::log);
        steps.forEach(step -> weights.put(step, MINUTES.getOrDefault(step, 1)));
        this.total = Math.max(1, weights.values().stream().mapToInt(w -> w).sum());
    }

    @Override
    public synchronized void on(BuildEvent event) {
        if (event instanceof BuildEvent.StepStarted started) {
            weight = weights.getOrDefault(started.name(), 0);
            activity = started.description();
            job.log("[%d/%d] %s".formatted(started.number(), started.total(), activity));
            phases.beginStep();
            tell(0);
        } else if (event instanceof BuildEvent.StepFinished finished) {
            finished(finished);
        } else if (event instanceof BuildEvent.Progress progress) {
            phases.progress(progress);
            progress(progress.percent());
        } else if (event instanceof BuildEvent.Pulse pulse) {
            phases.pulse(pulse);
        } else {
            StepLog.tell(event, job);
        }
    }

    private void finished(BuildEvent.StepFinished step) {
        phases.endStep();
        if (PhaseLines.isLong(step)) {
            job.log(PhaseLines.end(step));
        }
        if (step.succeeded()) {
            done += weight;
            weight = 0;
            tell(0);
        }
    }

    private void progress(OptionalInt percent) {
        percent.ifPresent(value -> tell(value / 100.0));
    }

    private void tell(double part) {
        job.progress(activity, (done + weight * part) / total);
    }
}

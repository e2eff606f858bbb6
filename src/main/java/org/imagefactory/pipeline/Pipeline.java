package org.imagefactory.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.StepResult;

/** Runs steps one after another until the end or the first failure. */
public final class Pipeline {

    private final List<Step> steps;
    private final List<StepResult> results = new ArrayList<>();

    /**
     * @param steps in the order in which they run
     */
    public Pipeline(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Runs all steps; the clean-up is the caller's, after this returned or threw.
     *
     * @throws BuildException the failure of the step that failed; later steps did not start
     * @throws InterruptedException the build is being cancelled; later steps did not start
     */
    public void run(StepContext context) throws BuildException, InterruptedException {
        for (Step step : steps) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            run(step, context);
        }
    }

    /** How the steps went that have started so far. */
    public List<StepResult> results() {
        return List.copyOf(results);
    }

    private void run(Step step, StepContext context) throws BuildException, InterruptedException {
        context.listener()
                .on(
                        new BuildEvent.StepStarted(
                                results.size() + 1, steps.size(), step.name(), step.description()));
        long start = System.nanoTime();
        boolean succeeded = false;
        try {
            step.run(context);
            succeeded = true;
        } finally {
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            results.add(new StepResult(step.name(), step.description(), duration, succeeded));
            context.listener().on(new BuildEvent.StepFinished(step.name(), duration, succeeded));
        }
    }
}

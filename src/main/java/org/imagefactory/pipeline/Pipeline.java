package org.imagefactory.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.imagefactory.error.BuildException;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.StepResult;

/** Runs steps one after another until the end or the first failure. */
public final class Pipeline {

    private final List<Step> steps;
    private final Set<String> done;
    private final StepWatch watch;
    private final List<StepResult> results;

    /**
     * @param steps in the order in which they run
     * @param earlier steps that an earlier attempt has done; they do not run again
     * @param watch is told of each step that runs
     */
    public Pipeline(List<Step> steps, List<StepResult> earlier, StepWatch watch) {
        this.steps = List.copyOf(steps);
        this.done = earlier.stream().map(StepResult::name).collect(Collectors.toSet());
        this.watch = watch;
        this.results = new ArrayList<>(earlier);
    }

    /**
     * Runs all steps; the clean-up is the caller's, after this returned or threw.
     *
     * @throws BuildException the failure of the step that failed; later steps did not start
     * @throws InterruptedException the build is being cancelled; later steps did not start
     */
    public void run(StepContext context) throws BuildException, InterruptedException {
        for (int i = 0; i < steps.size(); i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Step step = steps.get(i);
            if (!done.contains(step.name())) {
                watch.before(step, results());
                run(step, i + 1, context);
            }
        }
    }

    /** How the steps went: those of the earlier attempt, then those that have started so far. */
    public List<StepResult> results() {
        return List.copyOf(results);
    }

    private void run(Step step, int number, StepContext context)
            throws BuildException, InterruptedException {
        context.listener()
                .on(
                        new BuildEvent.StepStarted(
                                number, steps.size(), step.name(), step.description()));
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

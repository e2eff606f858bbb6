package org.imagefactory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.history.DayNames;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Facts;
import org.imagefactory.report.StepResult;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With steps that only write down that they ran. */
class PipelineTest {

    /** What happened, in order: of the pipeline, of the steps and of the listener. */
    private final List<String> log = new ArrayList<>();

    private final StepContext context =
            new StepContext(
                    new Workspace(
                            DayNames.of(new ImageName("img"), LocalDate.of(2026, 11, 22)),
                            Path.of("/out")),
                    new CleanupStack(),
                    this::hear,
                    new Facts());

    /** What a step does beside being written down. */
    private interface Work {
        void run() throws BuildException, InterruptedException;
    }

    private record Recorded(String name, Work work, List<String> log) implements Step {

        @Override
        public String description() {
            return "do " + name;
        }

        @Override
        public List<String> preview() {
            return List.of();
        }

        @Override
        public void run(StepContext context) throws BuildException, InterruptedException {
            log.add("run " + name);
            work.run();
        }
    }

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    @Test
    void runsAllInOrderAndTellsOfEach() throws Exception {
        Pipeline pipeline = pipeline(List.of(), step("a"), step("b"));

        pipeline.run(context);

        assertThat(log)
                .containsExactly(
                        "before a after []",
                        "[1/2] do a",
                        "run a",
                        "a done",
                        "before b after [a]",
                        "[2/2] do b",
                        "run b",
                        "b done");
        assertThat(pipeline.results())
                .extracting(StepResult::name, StepResult::description, StepResult::succeeded)
                .containsExactly(tuple("a", true), tuple("b", true));
    }

    @Test
    void aFailureIsTheLastThingThatHappens() {
        HostException failure = new HostException("no space left", "");
        Pipeline pipeline =
                pipeline(
                        List.of(),
                        step("a"),
                        step(
                                "b",
                                () -> {
                                    throw failure;
                                }),
                        step("c"));

        assertThatThrownBy(() -> pipeline.run(context)).isSameAs(failure);

        assertThat(log).endsWith("run b", "b failed").doesNotContain("run c");
        assertThat(pipeline.results())
                .extracting(StepResult::name, StepResult::description, StepResult::succeeded)
                .containsExactly(tuple("a", true), tuple("b", false));
    }

    @Test
    void aBugInAStepIsAFailureOfTheStep() {
        Pipeline pipeline =
                pipeline(
                        List.of(),
                        step(
                                "a",
                                () -> {
                                    throw new IllegalStateException("oops");
                                }));

        assertThatThrownBy(() -> pipeline.run(context)).isInstanceOf(IllegalStateException.class);

        assertThat(log).endsWith("a failed");
    }

    @Test
    void anInterruptEndsItBetweenTwoSteps() {
        Pipeline pipeline =
                pipeline(List.of(), step("a", () -> Thread.currentThread().interrupt()), step("b"));

        assertThatThrownBy(() -> pipeline.run(context)).isInstanceOf(InterruptedException.class);

        assertThat(log).endsWith("run a", "a done");
        assertThat(pipeline.results())
                .extracting(StepResult::name, StepResult::description, StepResult::succeeded)
                .containsExactly(tuple("a", true));
    }

    @Test
    void anInterruptEndsTheStepThatWaits() {
        Pipeline pipeline =
                pipeline(
                        List.of(),
                        step(
                                "a",
                                () -> {
                                    Thread.currentThread().interrupt();
                                    Thread.sleep(60_000);
                                }),
                        step("b"));

        assertThatThrownBy(() -> pipeline.run(context)).isInstanceOf(InterruptedException.class);

        assertThat(log).endsWith("run a", "a failed");
    }

    @Test
    void whatAnEarlierAttemptHasDoneIsPassedOverAndCounted() throws Exception {
        StepResult done = new StepResult("a", "do a", Duration.ofSeconds(5), true);
        Pipeline pipeline = pipeline(List.of(done), step("a"), step("b"));

        pipeline.run(context);

        assertThat(log).containsExactly("before b after [a]", "[2/2] do b", "run b", "b done");
        assertThat(pipeline.results())
                .startsWith(done)
                .extracting(StepResult::name)
                .containsExactly("a", "b");
    }

    private static org.assertj.core.groups.Tuple tuple(String name, boolean succeeded) {
        return org.assertj.core.api.Assertions.tuple(name, "do " + name, succeeded);
    }

    private Pipeline pipeline(List<StepResult> earlier, Step... steps) {
        return new Pipeline(
                List.of(steps),
                earlier,
                (step, results) -> log.add("before " + step.name() + " after " + names(results)));
    }

    private static List<String> names(List<StepResult> results) {
        return results.stream().map(StepResult::name).toList();
    }

    private Step step(String name) {
        return step(name, () -> {});
    }

    private Step step(String name, Work work) {
        return new Recorded(name, work, log);
    }

    private void hear(BuildEvent event) {
        if (event instanceof BuildEvent.StepStarted started) {
            log.add(
                    "[%d/%d] %s"
                            .formatted(started.number(), started.total(), started.description()));
        } else if (event instanceof BuildEvent.StepFinished finished) {
            log.add(finished.name() + (finished.succeeded() ? " done" : " failed"));
        }
    }
}

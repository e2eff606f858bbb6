package org.imagefactory.attempt;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.answer.UsedSettings;
import org.imagefactory.build.Cancellation;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.FileReason;
import org.imagefactory.evidence.FailureBundle;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.ShellQuote;
import org.imagefactory.freshness.Inventory;
import org.imagefactory.freshness.Outputs;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Pipeline;
import org.imagefactory.pipeline.RunningFile;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.preflight.Preflight;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.Component;
import org.imagefactory.report.Facts;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Finding;
import org.imagefactory.report.JsonReport;
import org.imagefactory.report.Outcome;
import org.imagefactory.report.WarningCollector;
import org.imagefactory.resume.Resumption;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Secrets;
import org.imagefactory.tools.ToolVersions;

/** One build, from the lock on its staging folder to its report. */
public final class Build {

    /** Holds until the end is known: whatever happens unexpectedly must not look like success. */
    private static final Outcome UNFINISHED =
            new Outcome(ExitStatus.BUG, "the build did not come to an end", "please report this");

    private final Workshop workshop;
    private final Job job;
    private final ImageSpec spec;
    private final Cancellation cancellation;
    private final BuildListener listener;
    private final Set<String> secrets;
    private final RunningFile running;
    private final WarningCollector events;
    private final ProcessRunner runner;
    private final Begin begin;
    private final Facts facts = new Facts();
    private final CleanupStack cleanup = new CleanupStack();
    private final Resumption resumption;
    private Workspace workspace;
    private Pipeline pipeline;
    private Outcome outcome = UNFINISHED;
    private boolean ownsStaging;
    private Optional<BuildRecord> remembered = Optional.empty();

    /**
     * @param workshop has what the build is made with
     * @param job what there is to do
     * @param cancellation of this build
     * @param listener hears what happens
     */
    public Build(Workshop workshop, Job job, Cancellation cancellation, BuildListener listener) {
        this.workshop = workshop;
        this.job = job;
        this.spec = job.spec();
        this.workspace = job.workspace();
        this.cancellation = cancellation;
        this.listener = listener;
        this.secrets = Secrets.unmistakable(spec);
        this.begin = new Begin(workshop.clock());
        this.running = new RunningFile(workspace, begin.instant(), workshop.clock(), listener);
        this.events = new WarningCollector(running, this::told);
        this.runner = workshop.runner(events);
        this.resumption = new Resumption(spec, workshop.builder(), workspace, facts, events);
        this.pipeline = new Pipeline(List.of(), List.of(), resumption);
        facts.started(begin.instant());
        job.options().materials().forEach(facts::input);
    }

    /**
     * Runs everything, gives back everything, and writes the report. Of a failed installation the
     * evidence is packed on the way: after everything that belongs to the machine is given back,
     * before the staging folder goes.
     */
    public BuildReport run() {
        try {
            outcome = attempt();
        } finally {
            cleanup.unwind(outcome.succeeded(), events::warning);
        }
        BuildReport report = report();
        if (ownsStaging) {
            write(report);
        }
        return report;
    }

    /** Starts commands; what they print is passed on without secrets. */
    public ProcessRunner runner() {
        return runner;
    }

    /** What there is to remember of the build; empty if another build owned the staging folder. */
    public Optional<BuildRecord> remembered() {
        return remembered;
    }

    private Outcome attempt() {
        try {
            acquireStaging();
            Preflight preflight = workshop.preflight(workspace, runner);
            facts.tools(new ToolVersions(runner).of(preflight.programs(spec)));
            Resumption.Attempt attempt =
                    resumption.begin(job.options().resume(), at -> job.plan().steps(at, runner));
            workspace = attempt.workspace();
            pipeline = new Pipeline(attempt.steps(), attempt.done(), resumption);
            if (!attempt.resumes()) {
                claimSpace();
            }
            check(attempt.resumes() ? preflight.resumed(spec) : preflight.quick(spec));
            pipeline.run(new StepContext(workspace, cleanup, events, facts));
            resumption.finished();
            return Outcome.SUCCESS;
        } catch (BuildException e) {
            events.detail("the build failed", e);
            return isCancelled() ? cancelled() : failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return cancelled();
        } catch (RuntimeException | Error e) {
            Outcome unexpected = Outcome.unexpected(e);
            events.on(new BuildEvent.Bug("the build ends: " + unexpected.advice(), e));
            return unexpected;
        }
    }

    private void claimSpace() {
        try {
            workshop.space().claim(spec, workspace.outputFolder(), cleanup);
        } catch (IOException e) {
            events.detail("the check of the space will tell", e);
        }
    }

    private void acquireStaging() throws BuildException, InterruptedException {
        boolean leftover = workshop.stagingFolders().acquire(workspace, cleanup);
        ownsStaging = true;
        running.begin();
        cleanup.always("remember the build", this::remember);
        cleanup.onFailure("keep what was done, to go on with it later", this::keep);
        cleanup.inquire("pack the evidence", this::bundleEvidence);
        if (leftover) {
            events.warning("removed what an earlier build left in " + workspace.staging());
        }
    }

    /** While the staging folder is owned: so nobody else writes the history of the image. */
    private void remember() throws IOException {
        Map<String, Duration> steps = new LinkedHashMap<>();
        pipeline.results().forEach(step -> steps.put(step.name(), step.duration()));
        List<FileFact> outputs = outcome.succeeded() ? facts.outputs() : List.of();
        Map<String, String> values = values();
        values.putAll(Outputs.modified(workspace.outputFolder(), outputs, events));
        Instant finished = workshop.clock().instant();
        BuildRecord build =
                new BuildRecord(
                        spec.name().text(),
                        DayNames.day(workspace.name()),
                        begin.before(finished),
                        finished,
                        outcome,
                        inputs(),
                        outputs,
                        steps,
                        values,
                        events.warnings().size());
        remembered = Optional.of(build);
        new History(workspace.outputFolder())
                .add(build)
                .ifPresent(
                        aside ->
                                events.warning(
                                        "the history of %s was damaged; it begins anew, see %s"
                                                .formatted(spec.name(), aside)));
    }

    /** What the image was made from: the files as they were used, not as they are now. */
    private Map<String, String> inputs() {
        Map<Component, String> inputs = new HashMap<>(Inventory.of(spec, workshop.builder()));
        inputs.putAll(facts.components());
        return Inventory.toText(inputs);
    }

    /** The report in the bundle is that of a build whose clean-up is not over yet. */
    private void bundleEvidence() throws IOException {
        new FailureBundle(spec, workspace)
                .write(report(), resumption.isWorthKeeping(outcome))
                .ifPresent(
                        bundle ->
                                outcome =
                                        outcome.advising(
                                                "see %s: the guest's console, last screen and logs"
                                                        .formatted(bundle)));
    }

    private void keep() throws IOException, InterruptedException {
        resumption.keep(outcome).ifPresent(advice -> outcome = outcome.advising(advice));
    }

    private void check(List<Finding> found) throws BuildException {
        List<Finding> findings =
                found.stream().map(finding -> finding.told(job.options().description())).toList();
        findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .forEach(finding -> events.warning(finding.toString()));
        Preflight.require(findings);
    }

    /** Ctrl-C reaches the programs, too: their end is not what ended the build. */
    private boolean isCancelled() {
        return Thread.currentThread().isInterrupted() || cancellation.isRequested();
    }

    private Outcome cancelled() {
        return new Outcome(cancellation.status(), "cancelled", "");
    }

    private Outcome failed(BuildException e) {
        return new Outcome(
                e.exitStatus(), told(String.valueOf(e.getMessage())), told(e.advice().orElse("")));
    }

    /** A text of the core in the words of those who asked, without secrets. */
    private String told(String text) {
        return ShellQuote.mask(job.options().description().tell(text), secrets);
    }

    private BuildReport report() {
        Instant finished = workshop.clock().instant();
        return new BuildReport(
                workshop.builder(),
                spec.name().text(),
                outcome,
                begin.before(finished),
                finished,
                UsedSettings.of(spec, job.options().description()),
                facts.tools(),
                facts.inputs(),
                pipeline.results(),
                facts.outputs(),
                values(),
                facts.findings(),
                events.warnings());
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>(facts.values());
        values.replaceAll((name, value) -> told(value));
        return values;
    }

    private void write(BuildReport report) {
        boolean interrupted = Thread.interrupted();
        try {
            JsonReport.write(report, workspace.reportFile());
        } catch (IOException e) {
            listener.warning(
                    "cannot write the report %s: %s"
                            .formatted(workspace.reportFile(), FileReason.of(e)));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

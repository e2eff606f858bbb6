package org.imagefactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.imagefactory.attempt.Aftercare;
import org.imagefactory.attempt.Build;
import org.imagefactory.attempt.CloudCopies;
import org.imagefactory.attempt.Job;
import org.imagefactory.attempt.NeedCheck;
import org.imagefactory.attempt.Offer;
import org.imagefactory.attempt.Refusal;
import org.imagefactory.batch.Batch;
import org.imagefactory.build.Budget;
import org.imagefactory.build.BuildOptions;
import org.imagefactory.build.Cancellation;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.freshness.Assessment;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.preflight.HostMemory;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Refit;
import org.imagefactory.spec.Secrets;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.steps.FetchNetbootStep;

/**
 * Builds images, for the command line as for any other front end. Several builds may run at once,
 * each on a thread of its own.
 */
public final class ImageFactory {

    private final Parts parts;

    public ImageFactory(Surroundings surroundings) {
        this.parts = new Parts(surroundings);
    }

    /** For who wants to look only. */
    public Inspection inspection() {
        return new Inspection(parts);
    }

    /** For who looks after what builds have left. */
    public Housekeeping housekeeping() {
        return new Housekeeping(parts);
    }

    /**
     * The steps that a build would run. Pure: touches nothing.
     *
     * @param outputFolder where the results would go
     */
    public List<Step> plan(ImageSpec spec, Path outputFolder) {
        Workspace workspace = parts.workspace(spec.name(), outputFolder);
        return parts.plan(spec, BuildOptions.NONE.description(), workspace, parts.runner());
    }

    /** Builds an image without any {@linkplain BuildOptions options}. */
    public BuildReport build(ImageSpec spec, Path outputFolder, BuildListener listener) {
        return build(spec, outputFolder, BuildOptions.NONE, new Cancellation(), listener);
    }

    /**
     * Builds an image, writes the report beside it, and does what the image's upkeep asks for; what
     * goes wrong there are warnings. Interrupt the calling thread to cancel: what the build
     * acquired is given back before this returns, and the thread stays interrupted.
     *
     * <p>A build that fails in a step that can be done again keeps what it has done in a hidden
     * folder, until the next build of the image begins; see {@link BuildOptions#resume}.
     *
     * @param outputFolder where the results go
     * @param cancellation of this build alone: tells why the thread was interrupted
     * @param listener hears what happens, what the commands of the build print included
     * @return how it went; a failure is in its outcome
     */
    public BuildReport build(
            ImageSpec spec,
            Path outputFolder,
            BuildOptions options,
            Cancellation cancellation,
            BuildListener listener) {
        Workspace workspace = parts.workspace(spec.name(), outputFolder);
        Job.Plan plan = (at, runner) -> parts.plan(spec, options.description(), at, runner);
        Job job = new Job(spec, workspace, options, plan);
        Build build = new Build(parts, job, cancellation, listener);
        BuildReport report = build.run();
        Aftercare aftercare = aftercare(spec.upkeep(), workspace, listener, build.runner());
        Optional<Offer> offer = Offer.of(spec, outputFolder, build.runner(), listener);
        CloudCopies copies =
                CloudCopies.of(parts.engine(build.runner()), spec.machine(), workspace, listener);
        build.remembered().ifPresent(record -> aftercare.after(record, offer, copies));
        return report;
    }

    /**
     * Fits a copy of a finished image to another purpose. Interrupt the calling thread to cancel:
     * what was acquired is given back before this throws.
     *
     * @param outputFolder where the copy goes; nothing else works there
     * @param listener hears what happens
     * @return the copy, a raw disk
     * @throws BuildException it cannot be done; nothing is left
     * @throws InterruptedException the calling thread was interrupted; nothing is left
     */
    public Path refit(Refit refit, Path outputFolder, BuildListener listener)
            throws BuildException, InterruptedException {
        ImageName name =
                refit.customised().map(ImageSpec::name).orElseGet(() -> new ImageName("copy"));
        Workspace workspace = parts.workspace(name, outputFolder);
        BuildListener events =
                Refitting.masked(
                        refit.customised().map(Secrets::unmistakable).orElseGet(Set::<String>of),
                        listener);
        List<Step> steps = parts.refit(refit, workspace, parts.runner(events));
        return new Refitting(parts, workspace, steps, events).run();
    }

    /** Names of the steps of {@link #refit}. Pure: touches nothing. */
    public List<String> refitPlan(Refit refit, Path outputFolder) {
        Workspace workspace = parts.workspace(new ImageName("copy"), outputFolder);
        return parts.refit(refit, workspace, parts.runner()).stream().map(Step::name).toList();
    }

    /**
     * Remembers that an image could not be built at all, and tells of it as of a build that failed;
     * nothing is removed. Of what cannot be the name of an image nothing is remembered.
     *
     * @param upkeep of the image, as far as it is known
     * @param outcome tells why
     * @param listener hears of what goes wrong here
     */
    public void refuse(
            String image,
            Upkeep upkeep,
            Outcome outcome,
            Path outputFolder,
            BuildListener listener) {
        if (!ImageName.isValid(image)) {
            return;
        }
        Workspace workspace = parts.workspace(new ImageName(image), outputFolder);
        new Refusal(parts, workspace, listener)
                .remember(outcome)
                .ifPresent(
                        record ->
                                aftercare(upkeep, workspace, listener, parts.runner())
                                        .afterRefusal(record));
    }

    private Aftercare aftercare(
            Upkeep upkeep, Workspace workspace, BuildListener listener, ProcessRunner commands) {
        return new Aftercare(
                upkeep,
                workspace,
                listener,
                commands,
                parts.clock(),
                parts.builder(),
                parts.memory(workspace.outputFolder()));
    }

    /**
     * What builds many images in one run, several at a time as far as the free memory and the
     * processors of this host go.
     *
     * @param jobs how many at a time at most, at least 1
     * @param processors of this host
     * @param cancelled tells whether everything is to end, and with which status
     */
    public Batch batch(int jobs, int processors, Supplier<Optional<ExitStatus>> cancelled) {
        DataSize memory;
        try {
            memory = HostMemory.read().available();
        } catch (IOException e) {
            // Each build warns of it.
            memory = Budget.UNKNOWN_MEMORY;
        }
        return new Batch(jobs, new Budget(memory, processors), cancelled);
    }

    /**
     * Whether an image would be another one than the last build made, for who builds only then.
     *
     * @param description how those who ask speak of the image
     * @param outputFolder has the earlier builds
     * @param cancellation of the build
     * @param listener hears progress, and why the image has to be built
     * @return the report of a build that is not needed, or was cancelled meanwhile
     */
    public Optional<BuildReport> skip(
            ImageSpec spec,
            Description description,
            Path outputFolder,
            Cancellation cancellation,
            BuildListener listener) {
        Workspace workspace = parts.workspace(spec.name(), outputFolder);
        ProcessRunner commands = parts.runner(listener);
        return new NeedCheck(
                        parts,
                        spec,
                        description,
                        parts.freshness(workspace, commands),
                        cancellation,
                        listener)
                .check(FetchNetbootStep.request(spec, workspace));
    }

    /**
     * Tells why {@link #skip} would have an image built, or why not. Changes nothing but the cache
     * of the installer, which it brings up to date.
     *
     * @param description how those who ask speak of the image
     * @param outputFolder has the earlier builds
     * @param listener hears progress
     * @throws InterruptedException the calling thread was interrupted
     */
    public Assessment explain(
            ImageSpec spec, Description description, Path outputFolder, BuildListener listener)
            throws InterruptedException {
        Workspace workspace = parts.workspace(spec.name(), outputFolder);
        return parts.freshness(workspace, parts.runner())
                .assess(
                        spec,
                        description,
                        FetchNetbootStep.request(spec, workspace),
                        true,
                        listener)
                .told(description);
    }
}

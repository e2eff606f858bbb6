package org.imagefactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.imagefactory.batch.Batch;
import org.imagefactory.build.Budget;
import org.imagefactory.build.Cancellation;
import org.imagefactory.build.CommandEvents;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.freshness.Assessment;
import org.imagefactory.freshness.Freshness;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.lint.FileLint;
import org.imagefactory.lint.LintFinding;
import org.imagefactory.manifest.ImageVerifier;
import org.imagefactory.manifest.Verdict;
import org.imagefactory.netboot.CacheInventory;
import org.imagefactory.netboot.MirrorWatch;
import org.imagefactory.netboot.NetbootCache;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StagingFolders;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.TemporaryFolder;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.preflight.HostMemory;
import org.imagefactory.preflight.Preflight;
import org.imagefactory.report.BootResult;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.Finding;
import org.imagefactory.report.Outcome;
import org.imagefactory.results.ResultNames;
import org.imagefactory.retention.Leftovers;
import org.imagefactory.retention.PruneReport;
import org.imagefactory.retention.PrunedItem;
import org.imagefactory.retention.Pruning;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.FileSpec;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Retention;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.status.Overview;
import org.imagefactory.status.PublicFile;
import org.imagefactory.status.Recollection;
import org.imagefactory.steps.FetchNetbootStep;
import org.imagefactory.steps.ImageFileTester;
import org.imagefactory.steps.Planner;
import org.imagefactory.tools.Systemctl;
import org.imagefactory.web.StatusPage;

/**
 * Builds images: the one place where the parts are put together, for the command line as for any
 * other front end. Several builds may run at once, each on a thread of its own.
 */
public final class ImageFactory {

    private final Surroundings surroundings;
    private final CommonsExecRunner runner;
    private final ResultNames names;
    private final Map<Path, Recollection> memories = new ConcurrentHashMap<>();
    private final StagingFolders stagingFolders = new StagingFolders();

    public ImageFactory(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.runner = new CommonsExecRunner(surroundings.environment());
        this.names = new DayNames(surroundings.clock());
    }

    private Planner planner(ProcessRunner commands) {
        return new Planner(
                commands,
                surroundings.engines().engine(commands),
                surroundings.environment(),
                surroundings.builder(),
                names,
                surroundings.clock());
    }

    /**
     * The steps that a build would run. Pure: touches nothing.
     *
     * @param outputFolder where the results would go
     */
    public List<Step> plan(ImageSpec spec, Path outputFolder) {
        return planner(runner).plan(spec, Description.NONE, workspace(spec, outputFolder));
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
     * @return how it went; a failure is in its outcome. Where there was nothing to do, nothing is
     *     written, and the outcome tells why
     */
    public BuildReport build(
            ImageSpec spec,
            Path outputFolder,
            BuildOptions options,
            Cancellation cancellation,
            BuildListener listener) {
        if (options.ifChanged()) {
            Optional<BuildReport> done =
                    skip(spec, options.description(), outputFolder, cancellation, listener);
            if (done.isPresent()) {
                return done.get();
            }
        }
        Workspace workspace = workspace(spec, outputFolder);
        Build build = new Build(surroundings, spec, workspace, options, cancellation, listener);
        ProcessRunner commands = runner.telling(new CommandEvents(build.events()));
        Planner planner = planner(commands);
        BuildReport report =
                build.run(
                        stagingFolders,
                        at -> planner.plan(spec, options.description(), at),
                        preflight(workspace, commands),
                        commands);
        Aftercare aftercare = aftercare(spec.upkeep(), workspace, listener, commands);
        build.remembered().ifPresent(aftercare::after);
        return report;
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
        Workspace workspace = new Workspace(names.next(new ImageName(image)), outputFolder);
        new Refusal(surroundings, stagingFolders, workspace, listener)
                .remember(outcome)
                .ifPresent(
                        record ->
                                aftercare(upkeep, workspace, listener, runner)
                                        .afterRefusal(record));
    }

    private Aftercare aftercare(
            Upkeep upkeep, Workspace workspace, BuildListener listener, ProcessRunner commands) {
        return new Aftercare(
                upkeep,
                workspace,
                listener,
                commands,
                surroundings,
                memory(workspace.outputFolder()));
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
     * The part of {@link BuildOptions#ifChanged} that comes before a build: for who wants to open a
     * log, say, only for builds that run.
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
        Workspace workspace = workspace(spec, outputFolder);
        ProcessRunner commands = runner.telling(new CommandEvents(listener));
        return new NeedCheck(
                        surroundings,
                        spec,
                        description,
                        freshness(workspace, commands),
                        cancellation,
                        listener)
                .check(FetchNetbootStep.request(spec, workspace));
    }

    /**
     * Tells why an image would be built by {@link BuildOptions#ifChanged}, or why not. Changes
     * nothing but the cache of the installer, which it brings up to date.
     *
     * @param description how those who ask speak of the image
     * @param outputFolder has the earlier builds
     * @param listener hears progress
     * @throws InterruptedException the calling thread was interrupted
     */
    public Assessment explain(
            ImageSpec spec, Description description, Path outputFolder, BuildListener listener)
            throws InterruptedException {
        Workspace workspace = workspace(spec, outputFolder);
        return freshness(workspace, runner)
                .assess(
                        spec,
                        description,
                        FetchNetbootStep.request(spec, workspace),
                        true,
                        listener)
                .told(description);
    }

    private Freshness freshness(Workspace workspace, ProcessRunner commands) {
        return new Freshness(
                workspace.outputFolder(),
                surroundings.builder(),
                surroundings.clock(),
                new NetbootCache(commands, surroundings.environment()),
                new MirrorWatch(commands, surroundings.environment()));
    }

    /**
     * Removes earlier builds of an image, as its configuration says, and what killed builds left.
     *
     * @param outputFolder where the results are
     * @param dryRun change nothing
     * @param listener hears what is removed, and of what cannot be
     * @return what stays and what goes, and why
     * @throws BuildException the folder cannot be read, or something cannot be removed
     * @throws InterruptedException the calling thread was interrupted; the removal stopped between
     *     two files
     */
    public PruneReport prune(
            ImageSpec spec, Path outputFolder, boolean dryRun, BuildListener listener)
            throws BuildException, InterruptedException {
        // In this order: what a build publishes that begins from now on is of this day, or later.
        Workspace workspace = workspace(spec, outputFolder);
        Retention rules = spec.upkeep().retention();
        Pruning pruning = new Pruning(workspace.outputFolder(), workspace.image(), listener);
        Leftovers leftovers =
                new Leftovers(
                        workspace,
                        stagingFolders,
                        surroundings.engines().engine(runner),
                        spec.machine(),
                        listener);
        try {
            if (stagingFolders.isOwned(workspace)) {
                return PruneReport.BUSY;
            }
            List<PrunedItem> items = new ArrayList<>();
            if (dryRun) {
                items.addAll(pruning.preview(rules, DayNames.day(workspace.name())));
                items.addAll(leftovers.preview());
            } else {
                items.addAll(pruning.run(rules, DayNames.day(workspace.name())));
                items.addAll(leftovers.remove());
                TemporaryFolder.removeLeftovers(surroundings.temporaryFolder());
            }
            return new PruneReport(items, false);
        } catch (IOException e) {
            throw new HostException(
                    "cannot prune %s in %s: %s".formatted(spec.name(), outputFolder, e),
                    "check owner and permissions of the folder",
                    e);
        }
    }

    /**
     * How images are, by what is remembered of their builds. Changes nothing.
     *
     * @param images whether they were ever built or not
     * @param others whether images that are only remembered follow them
     * @param outputFolder where the results go
     * @throws InterruptedException the calling thread was interrupted
     */
    public Overview status(List<String> images, boolean others, Path outputFolder)
            throws InterruptedException {
        Recollection memory = memory(outputFolder);
        Overview overview = others ? Overview.ofAll(memory, images) : Overview.of(memory, images);
        return overview.with(
                new Systemctl(runner).nextRuns(Overview.TIMERS),
                image -> stagingFolders.running(new Workspace(names.next(image), outputFolder)));
    }

    /**
     * Writes a page about images for people.
     *
     * @param page absolute; it is replaced in one step, and everybody may read it
     * @param images whether they were ever built or not; images that are only remembered follow
     * @param outputFolder where the results are
     * @return what could not be read, which the page says, too
     * @throws HostException the page cannot be written
     */
    public List<String> report(Path page, List<String> images, Path outputFolder)
            throws HostException {
        Overview overview = Overview.ofAll(memory(outputFolder), images);
        String builder = surroundings.builder();
        try {
            PublicFile.write(
                    page,
                    StatusPage.text(overview, outputFolder, page, surroundings.clock(), builder));
        } catch (IOException e) {
            throw new HostException("cannot write %s: %s".formatted(page, e), "", e);
        }
        return overview.problems();
    }

    /**
     * Looks for everything that would keep a build from succeeding. Changes nothing.
     *
     * @param description how those who ask speak of the image
     * @param outputFolder where the results would go
     * @throws InterruptedException the calling thread was interrupted
     */
    public List<Finding> check(ImageSpec spec, Description description, Path outputFolder)
            throws InterruptedException {
        return preflight(workspace(spec, outputFolder), runner).thorough(spec).stream()
                .map(finding -> finding.told(description))
                .toList();
    }

    /**
     * Checks the content of an image file; changes nothing and leaves nothing behind.
     *
     * @param file absolute
     * @param listener hears warnings
     * @return empty if all is well
     * @throws BuildException the file cannot be looked into
     * @throws InterruptedException the calling thread was interrupted
     */
    public List<LintFinding> lint(FileSpec spec, Path file, BuildListener listener)
            throws BuildException, InterruptedException {
        CleanupStack cleanup = new CleanupStack();
        try {
            return new FileLint(runner, surroundings.temporaryFolder())
                    .lint(file, spec.proofs().lint().rules(), cleanup);
        } finally {
            cleanup.unwind(true, listener::warning);
        }
    }

    /**
     * Checks a finished image by what was published with it: digest, signatures, provenance.
     *
     * @param image the file
     * @param keyring OpenPGP keys that it has to be signed with; empty for those that gpg knows
     * @param listener hears progress
     * @return what was found, in order
     * @throws BuildException it is no image, or a program that is needed is missing
     * @throws InterruptedException the calling thread was interrupted
     */
    public List<Verdict> verify(Path image, Optional<Path> keyring, BuildListener listener)
            throws BuildException, InterruptedException {
        return new ImageVerifier(runner, surroundings.temporaryFolder())
                .verify(image, keyring, listener);
    }

    /**
     * Boots an image file on a throw-away copy until it proves itself. The file is only read.
     * Interrupt the calling thread to cancel.
     *
     * @param image absolute; raw or qcow2, whoever made it
     * @param listener hears what happens
     * @return how it proved itself
     * @throws BuildException it did not, or cannot be tested here
     * @throws InterruptedException the calling thread was interrupted
     */
    public BootResult test(FileSpec spec, Path image, BuildListener listener)
            throws BuildException, InterruptedException {
        return new ImageFileTester(
                        surroundings.engines().engine(runner),
                        surroundings.temporaryFolder(),
                        System::nanoTime)
                .run(spec, image, listener);
    }

    /**
     * What lies in a cache folder.
     *
     * @param cacheFolder absolute; need not exist
     */
    public CacheInventory cache(Path cacheFolder) {
        return new CacheInventory(cacheFolder);
    }

    private Preflight preflight(Workspace workspace, ProcessRunner commands) {
        return new Preflight(
                commands,
                SearchPath.of(surroundings.environment()),
                surroundings.temporaryFolder(),
                workspace.outputFolder(),
                surroundings.engines().engine(commands));
    }

    private Recollection memory(Path outputFolder) {
        return memories.computeIfAbsent(
                outputFolder, folder -> new Recollection(new History(folder)));
    }

    private Workspace workspace(ImageSpec spec, Path outputFolder) {
        return new Workspace(names.next(spec.name()), outputFolder);
    }
}

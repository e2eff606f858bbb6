package org.imagefactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.history.History;
import org.imagefactory.lint.FileLint;
import org.imagefactory.lint.LintFinding;
import org.imagefactory.manifest.ImageVerifier;
import org.imagefactory.manifest.Verdict;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Pipeline;
import org.imagefactory.pipeline.StagingFolders;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.preflight.Finding;
import org.imagefactory.preflight.Preflight;
import org.imagefactory.report.BootResult;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.BuildReport;
import org.imagefactory.spec.FileSpec;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;
import org.imagefactory.status.Overview;
import org.imagefactory.status.PublicFile;
import org.imagefactory.steps.ImageFileTester;
import org.imagefactory.steps.Planner;
import org.imagefactory.tools.KvmProbe;
import org.imagefactory.tools.Systemctl;
import org.imagefactory.tools.Virsh;
import org.imagefactory.web.StatusPage;

/**
 * Builds images: the one place where the parts are put together, for the command line as for any
 * other front end. Several builds may run at once, each on a thread of its own.
 */
public final class ImageFactory {

    private final Surroundings surroundings;
    private final ProcessRunner runner;
    private final Planner planner;
    private final StagingFolders stagingFolders = new StagingFolders();

    public ImageFactory(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.runner = new CommonsExecRunner(surroundings.environment());
        this.planner =
                new Planner(
                        runner,
                        surroundings.environment(),
                        surroundings.temporaryFolder(),
                        Machine.defaultConnection(surroundings.root()),
                        surroundings.builder(),
                        surroundings.clock());
    }

    /**
     * The steps that a build would run. Pure: touches nothing.
     *
     * @param outputFolder where the results would go
     */
    public List<Step> plan(ImageSpec spec, Path outputFolder) {
        return planner.plan(spec, workspace(spec, outputFolder));
    }

    /**
     * Builds an image, writes the report beside it, and does what the image's upkeep asks for; what
     * goes wrong there are warnings. Interrupt the calling thread to cancel: what the build
     * acquired is given back before this returns, and the thread stays interrupted.
     *
     * @param outputFolder where the results go
     * @param listener hears what happens
     * @return how it went; a failure is in its outcome
     */
    public BuildReport build(ImageSpec spec, Path outputFolder, BuildListener listener) {
        Workspace workspace = workspace(spec, outputFolder);
        Pipeline pipeline = new Pipeline(planner.plan(spec, workspace));
        Build build = new Build(surroundings, spec, workspace, pipeline, listener);
        BuildReport report = build.run(stagingFolders, preflight(workspace), runner);
        Aftercare aftercare = new Aftercare(spec, workspace, listener, runner, surroundings);
        build.remembered().ifPresent(aftercare::after);
        return report;
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
        History history = new History(outputFolder);
        Overview overview = others ? Overview.ofAll(history, images) : Overview.of(history, images);
        return overview.with(new Systemctl(runner).nextRuns(Overview.TIMERS));
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
        Overview overview = Overview.ofAll(new History(outputFolder), images);
        try {
            PublicFile.write(
                    page,
                    StatusPage.text(
                            overview,
                            outputFolder,
                            page,
                            surroundings.clock(),
                            surroundings.builder()));
        } catch (IOException e) {
            throw new HostException("cannot write %s: %s".formatted(page, e), "", e);
        }
        return overview.problems();
    }

    /**
     * Looks for everything that would keep a build from succeeding. Changes nothing.
     *
     * @param outputFolder where the results would go
     * @throws InterruptedException the calling thread was interrupted
     */
    public List<Finding> check(ImageSpec spec, Path outputFolder) throws InterruptedException {
        return preflight(workspace(spec, outputFolder)).thorough(spec);
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
        String connect =
                spec.machine().connect().orElse(Machine.defaultConnection(surroundings.root()));
        return new ImageFileTester(
                        runner,
                        new Virsh(runner, connect),
                        surroundings.temporaryFolder(),
                        System::nanoTime)
                .run(spec, image, listener);
    }

    private Preflight preflight(Workspace workspace) {
        KvmProbe kvm = new KvmProbe(runner, surroundings.temporaryFolder());
        return new Preflight(
                runner,
                SearchPath.of(surroundings.environment()),
                workspace.outputFolder(),
                kvm::obstacle);
    }

    private Workspace workspace(ImageSpec spec, Path outputFolder) {
        return new Workspace(spec.name(), LocalDate.now(surroundings.clock()), outputFolder);
    }
}

package org.imagefactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Pipeline;
import org.imagefactory.pipeline.StagingFolders;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.preflight.Finding;
import org.imagefactory.preflight.Preflight;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.Facts;
import org.imagefactory.report.JsonReport;
import org.imagefactory.report.Outcome;
import org.imagefactory.report.WarningCollector;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.steps.Planner;
import org.imagefactory.tools.KvmProbe;
import org.imagefactory.tools.ToolVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds images: the one place where the parts are put together, for the command line as for any
 * other front end. Several builds may run at once, each on a thread of its own.
 */
public final class ImageFactory {

    private static final Logger LOG = LoggerFactory.getLogger(ImageFactory.class);

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
                        surroundings.root() ? "qemu:///system" : "qemu:///session");
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
     * Builds an image and writes the report beside it. Interrupt the calling thread to cancel: what
     * the build acquired is given back before this returns, and the thread stays interrupted.
     *
     * @param outputFolder where the results go
     * @param listener hears what happens
     * @return how it went; a failure is in its outcome
     */
    public BuildReport build(ImageSpec spec, Path outputFolder, BuildListener listener) {
        Workspace workspace = workspace(spec, outputFolder);
        Instant started = surroundings.clock().instant();
        Facts facts = new Facts();
        WarningCollector events = new WarningCollector(listener);
        CleanupStack cleanup = new CleanupStack();
        Pipeline pipeline = new Pipeline(planner.plan(spec, workspace));
        Map<String, String> versions = new TreeMap<>();

        Outcome outcome = Outcome.SUCCESS;
        boolean owner = false;
        try {
            boolean leftover = stagingFolders.acquire(workspace, cleanup);
            owner = true;
            if (leftover) {
                events.warning("removed what an earlier build left in " + workspace.staging());
            }
            versions.putAll(new ToolVersions(runner).of(Preflight.programs(spec)));
            List<Finding> findings = preflight(workspace).quick(spec);
            findings.stream()
                    .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                    .forEach(finding -> events.warning(finding.toString()));
            Preflight.require(findings);
            pipeline.run(new StepContext(workspace, cleanup, events, facts));
        } catch (BuildException e) {
            LOG.debug("the build failed", e);
            outcome = new Outcome(e.exitStatus(), message(e), e.advice().orElse(""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = new Outcome(surroundings.cancelStatus().get(), "cancelled", "");
        } catch (RuntimeException e) {
            LOG.error("this is a bug in image-factory, please report it", e);
            outcome = new Outcome(ExitStatus.BUG, String.valueOf(e), "please report this");
        } finally {
            cleanup.unwind(outcome.succeeded(), events::warning);
        }

        BuildReport report =
                new BuildReport(
                        surroundings.builder(),
                        spec.name().text(),
                        outcome,
                        started,
                        surroundings.clock().instant(),
                        spec.settings(),
                        versions,
                        facts.inputs(),
                        pipeline.results(),
                        facts.outputs(),
                        facts.values(),
                        events.warnings());
        if (owner) {
            write(report, workspace.reportFile(), listener);
        }
        return report;
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

    private static void write(BuildReport report, Path file, BuildListener listener) {
        boolean interrupted = Thread.interrupted();
        try {
            JsonReport.write(report, file);
        } catch (IOException e) {
            listener.warning("cannot write the report %s: %s".formatted(file, e));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String message(BuildException e) {
        return String.valueOf(e.getMessage());
    }
}

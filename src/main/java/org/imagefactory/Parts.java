package org.imagefactory;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.attempt.Workshop;
import org.imagefactory.build.CommandEvents;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.freshness.Freshness;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.machine.Engine;
import org.imagefactory.netboot.AdvisoryFeed;
import org.imagefactory.netboot.MirrorWatch;
import org.imagefactory.netboot.NetbootCache;
import org.imagefactory.netboot.NetbootLimits;
import org.imagefactory.pipeline.StagingFolders;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.preflight.Preflight;
import org.imagefactory.preflight.SpaceClaims;
import org.imagefactory.report.BuildListener;
import org.imagefactory.results.ResultNames;
import org.imagefactory.scan.Scanner;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Refit;
import org.imagefactory.status.Recollection;
import org.imagefactory.steps.Planner;
import org.imagefactory.steps.UnfinishedPushes;

/** The one place where the parts are put together: the same for all who call. */
final class Parts implements Workshop {

    private final Surroundings surroundings;
    private final CommonsExecRunner runner;
    private final ResultNames names;
    private final StagingFolders stagingFolders = new StagingFolders();
    private final SpaceClaims space = new SpaceClaims();
    private final Map<Path, Recollection> memories = new ConcurrentHashMap<>();

    Parts(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.runner = new CommonsExecRunner(surroundings.environment());
        this.names = new DayNames(surroundings.clock());
    }

    Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public Clock clock() {
        return surroundings.clock();
    }

    @Override
    public String builder() {
        return surroundings.builder();
    }

    /** Starts commands that belong to no build. */
    ProcessRunner runner() {
        return runner;
    }

    @Override
    public StagingFolders stagingFolders() {
        return stagingFolders;
    }

    @Override
    public SpaceClaims space() {
        return space;
    }

    @Override
    public ProcessRunner runner(BuildListener events) {
        return runner.telling(new CommandEvents(events));
    }

    /** What makes an image. */
    List<Step> plan(
            ImageSpec spec, Description description, Workspace workspace, ProcessRunner commands) {
        return planner(commands).plan(spec, description, workspace);
    }

    /** What is done to a copy of an image. */
    List<Step> refit(Refit refit, Workspace workspace, ProcessRunner commands) {
        return planner(commands).refit(refit, workspace);
    }

    @Override
    public Preflight preflight(Workspace workspace, ProcessRunner commands) {
        return preflight(workspace.outputFolder(), commands, engine(commands));
    }

    /**
     * The same for a folder, not for a build.
     *
     * @param engine may know already what it asks the host for
     */
    Preflight preflight(Path outputFolder, ProcessRunner commands, Engine engine) {
        return new Preflight(
                commands,
                SearchPath.of(surroundings.environment()),
                surroundings.temporaryFolder(),
                outputFolder,
                engine,
                space);
    }

    private Planner planner(ProcessRunner commands) {
        return new Planner(
                commands,
                engine(commands),
                surroundings.forms(),
                surroundings.environment(),
                surroundings.builder(),
                names,
                surroundings.clock());
    }

    /** Compares with earlier builds in the output folder. */
    Freshness freshness(Workspace workspace, ProcessRunner commands) {
        return new Freshness(
                workspace.outputFolder(),
                surroundings.builder(),
                surroundings.clock(),
                new NetbootCache(commands, surroundings.environment()),
                new MirrorWatch(commands, surroundings.environment()));
    }

    /** Of an image to clouds. */
    PushLeftovers pushLeftovers(ImageSpec spec, Workspace workspace, BuildListener listener) {
        return new PushLeftovers(
                new UnfinishedPushes(workspace, spec, surroundings.forms(), runner), listener);
    }

    /** Looks for known vulnerabilities. */
    Scanner scanner() {
        return new Scanner(
                new AdvisoryFeed(
                        surroundings.environment(), NetbootLimits.DEFAULT, surroundings.clock()),
                surroundings.clock());
    }

    /** Runs machines; what it calls is told of where the runner tells it. */
    Engine engine(ProcessRunner commands) {
        return surroundings.engines().engine(commands);
    }

    /** Of the builds in a folder. */
    Recollection memory(Path outputFolder) {
        return memories.computeIfAbsent(
                outputFolder, folder -> new Recollection(new History(folder)));
    }

    /** For a build of an image that begins now. */
    Workspace workspace(ImageName image, Path outputFolder) {
        return new Workspace(names.next(image), outputFolder);
    }
}

package org.imagefactory.steps;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.exec.HidingRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.guest.InstallerLogs;
import org.imagefactory.guest.MachineTraces;
import org.imagefactory.machine.Engine;
import org.imagefactory.netboot.AdvisoryFeed;
import org.imagefactory.netboot.MirrorWatch;
import org.imagefactory.netboot.NetbootCache;
import org.imagefactory.netboot.NetbootLimits;
import org.imagefactory.netboot.PackageIndices;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.results.ResultNames;
import org.imagefactory.scan.Scanner;
import org.imagefactory.scan.ScapEvaluator;
import org.imagefactory.scan.ScapSandbox;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.LintPolicy;
import org.imagefactory.spec.Refit;
import org.imagefactory.spec.Secrets;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.ZeroFree;
import org.imagefactory.tools.DiskTools;
import org.imagefactory.tools.Gpg;
import org.imagefactory.tools.Hooks;
import org.imagefactory.tools.Rpm;
import org.imagefactory.tools.Rsync;
import org.imagefactory.tools.Xorriso;

/** Lists the steps of a build, from top to bottom. */
public final class Planner {

    private final ProcessRunner runner;
    private final Engine engine;
    private final FormMaker forms;
    private final Map<String, String> environment;
    private final String builder;
    private final ResultNames names;
    private final Clock clock;

    /**
     * @param runner starts every program
     * @param engine runs machines
     * @param forms makes what clouds take
     * @param environment tells the proxies
     * @param builder name and version of this program
     * @param names find earlier builds
     * @param clock for the times in documents
     */
    public Planner(
            ProcessRunner runner,
            Engine engine,
            FormMaker forms,
            Map<String, String> environment,
            String builder,
            ResultNames names,
            Clock clock) {
        this.runner = runner;
        this.engine = engine;
        this.forms = forms;
        this.environment = Map.copyOf(environment);
        this.builder = builder;
        this.names = names;
        this.clock = clock;
    }

    /**
     * All that a build does. Pure: the steps do nothing before they run.
     *
     * @param description goes into the provenance
     */
    public List<Step> plan(ImageSpec spec, Description description, Workspace workspace) {
        ProcessRunner runner = new HidingRunner(this.runner, Secrets.unmistakable(spec));
        DiskTools tools = DiskTools.of(runner, spec.machine().engine().acceleration());
        Evidence evidence = new Evidence(spec, workspace, runner, System::nanoTime);

        List<Step> steps = new ArrayList<>(installation(spec, workspace, runner, tools));
        steps.add(new InstallStep(spec, workspace, engine, evidence, System::nanoTime));
        steps.add(new CheckDiskStep(workspace, spec.disk(), tools));
        boolean customised = spec.system().customisation().isNeeded();
        if (customised) {
            steps.add(
                    new CustomiseStep(spec, workspace, engine, tools, evidence, System::nanoTime));
        }
        steps.add(
                new RemoveInstallerLogsStep(
                        workspace, spec.disk(), spec.installerLogs(), removed(customised), tools));
        steps.addAll(looks(spec, workspace, runner, tools));
        steps.addAll(file(spec, workspace, runner, tools));
        if (spec.machine().engine().keepsImage()) {
            steps.add(new BringImageStep(spec, workspace, engine.keeper(spec.machine())));
        }
        if (spec.proofs().boot().proof() != BootTest.NO) {
            BootTester tester = new BootTester(engine, System::nanoTime);
            steps.add(new BootTestStep(spec, workspace, tester, evidence));
        }
        if (!spec.disk().forms().isEmpty()) {
            steps.add(new FormsStep(workspace, spec, forms, runner));
        }
        steps.add(new ChangesStep(workspace, spec.disk(), names));
        steps.add(new ProvenanceStep(workspace, spec, description, builder, clock));
        steps.addAll(publication(spec, workspace, runner));
        return List.copyOf(steps);
    }

    /** What is there before the installer starts. */
    private List<Step> installation(
            ImageSpec spec, Workspace workspace, ProcessRunner runner, DiskTools tools) {
        List<Step> steps = new ArrayList<>();
        steps.add(new CreateDiskStep(workspace, spec.disk(), tools));
        steps.add(new FetchNetbootStep(new NetbootCache(runner, environment), spec));
        if (!spec.watched().isEmpty()) {
            steps.add(new WatchMirrorStep(new MirrorWatch(runner, environment), spec));
        }
        Xorriso xorriso = new Xorriso(runner);
        spec.installer()
                .bootPaths()
                .ifPresent(paths -> steps.add(new ExtractKernelStep(workspace, paths, xorriso)));
        spec.answerFile().ifPresent(a -> steps.add(new StageAnswerFileStep(workspace, a)));
        spec.answerFile()
                .flatMap(
                        a ->
                                a.kind()
                                        .volume()
                                        .map(v -> new SeedVolumeStep(workspace, a, v, xorriso)))
                .ifPresent(steps::add);
        return steps;
    }

    /** What is found out of the installed system. */
    private List<Step> looks(
            ImageSpec spec, Workspace workspace, ProcessRunner runner, DiskTools tools) {
        List<Step> steps = new ArrayList<>();
        LintPolicy lint = spec.proofs().lint();
        if (!lint.rules().isEmpty()) {
            steps.add(new LintStep(workspace, spec.disk(), lint, spec.machine(), tools));
        }
        steps.add(
                new ListPackagesStep(
                        workspace,
                        spec.disk(),
                        spec.documents(),
                        tools,
                        new Rpm(runner),
                        spec.upkeep().scan().scans(),
                        builder,
                        clock));
        spec.proofs()
                .snapshot()
                .ifPresent(
                        pinned ->
                                steps.add(
                                        new ComparePackagesStep(
                                                workspace,
                                                spec,
                                                pinned,
                                                new PackageIndices(runner, environment))));
        if (spec.upkeep().scan().scans()) {
            AdvisoryFeed feed = new AdvisoryFeed(environment, NetbootLimits.DEFAULT, clock);
            steps.add(new ScanStep(workspace, spec, new Scanner(feed, clock)));
        }
        spec.upkeep()
                .scan()
                .scap()
                .ifPresent(
                        policy -> {
                            ScapSandbox sandbox = new ScapSandbox(runner);
                            steps.add(
                                    new ScapStep(
                                            workspace,
                                            spec.disk(),
                                            policy,
                                            tools,
                                            new ScapEvaluator(tools, sandbox, clock),
                                            sandbox));
                        });
        return steps;
    }

    /** What makes the file of the image of the disk. */
    private static List<Step> file(
            ImageSpec spec, Workspace workspace, ProcessRunner runner, DiskTools tools) {
        Disk disk = spec.disk();
        List<Step> steps = new ArrayList<>();
        if (disk.zeroFree() != ZeroFree.NONE) {
            steps.add(new EmptyFreeBlocksStep(workspace, disk, tools));
        }
        if (disk.format() != DiskFormat.RAW) {
            steps.add(new ConvertStep(workspace, disk, tools));
        }
        steps.add(new ChecksumStep(workspace, disk));
        if (spec.upkeep().zsync()) {
            steps.add(new ZsyncStep(workspace, disk.format(), runner));
        }
        return steps;
    }

    /** What gives the results to others. */
    private List<Step> publication(ImageSpec spec, Workspace workspace, ProcessRunner runner) {
        Disk disk = spec.disk();
        Documents documents = spec.documents();
        Hooks hooks = new Hooks(runner);
        List<Step> steps = new ArrayList<>();
        if (SignStep.isNeeded(documents)) {
            steps.add(new SignStep(workspace, disk, documents, new Gpg(runner), hooks));
        }
        steps.add(new PublishStep(workspace, disk, documents));
        if (spec.machine().engine().keepsImage()) {
            steps.add(new KeepImageStep(spec, workspace, engine.keeper(spec.machine())));
        }
        if (!spec.uploads().isEmpty()) {
            steps.add(
                    new UploadStep(
                            workspace,
                            disk,
                            documents,
                            spec.uploads(),
                            new Rsync(runner),
                            new CloudUpload(workspace, spec, forms, runner),
                            hooks));
        }
        spec.postBuild()
                .ifPresent(
                        hook ->
                                steps.add(
                                        new PostBuildStep(workspace, disk.format(), hook, hooks)));
        return steps;
    }

    /**
     * All that is done to a copy of a finished image. Pure: the steps do nothing before they run.
     *
     * @param workspace has the copy as its raw disk in the end
     */
    public List<Step> refit(Refit refit, Workspace workspace) {
        Set<String> secrets =
                refit.customised().map(Secrets::unmistakable).orElseGet(Set::<String>of);
        ProcessRunner runner = new HidingRunner(this.runner, secrets);
        VirtType acceleration =
                refit.customised()
                        .map(spec -> spec.machine().engine().acceleration())
                        .orElse(VirtType.AUTO);
        DiskTools tools = DiskTools.of(runner, acceleration);
        List<Step> steps = new ArrayList<>();
        steps.add(new AdoptDiskStep(workspace, refit.image(), refit.format(), tools.qemuImg()));
        refit.customised()
                .ifPresent(
                        spec -> {
                            Evidence evidence =
                                    new Evidence(spec, workspace, runner, System::nanoTime);
                            steps.add(
                                    new CustomiseStep(
                                            spec,
                                            workspace,
                                            engine,
                                            tools,
                                            evidence,
                                            System::nanoTime));
                            steps.add(
                                    new RemoveInstallerLogsStep(
                                            workspace, spec.disk(), false, removed(true), tools));
                        });
        steps.add(new FitStep(workspace, refit.fit(), tools));
        return List.copyOf(steps);
    }

    private static List<String> removed(boolean customised) {
        return customised
                ? Stream.concat(InstallerLogs.REMOVED.stream(), MachineTraces.REMOVED.stream())
                        .distinct()
                        .toList()
                : InstallerLogs.REMOVED;
    }
}

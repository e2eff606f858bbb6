package org.imagefactory.steps;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.exec.HidingRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.libvirt.Virsh;
import org.imagefactory.netboot.MirrorWatch;
import org.imagefactory.netboot.NetbootCache;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.results.ResultNames;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.LintPolicy;
import org.imagefactory.spec.Secrets;
import org.imagefactory.spec.ZeroFree;
import org.imagefactory.tools.DiskTools;
import org.imagefactory.tools.Gpg;
import org.imagefactory.tools.Hooks;
import org.imagefactory.tools.KvmProbe;
import org.imagefactory.tools.Rpm;
import org.imagefactory.tools.Rsync;
import org.imagefactory.tools.Xorriso;

/** Lists the steps of a build on libvirt, from top to bottom. */
public final class Planner {

    private final ProcessRunner runner;
    private final KvmProbe kvm;
    private final Map<String, String> environment;
    private final Path temporaryFolder;
    private final String defaultConnection;
    private final String builder;
    private final ResultNames names;
    private final Clock clock;

    /**
     * @param runner starts every program
     * @param kvm tells whether machines may have hardware support
     * @param environment tells the proxies
     * @param temporaryFolder for short-lived sockets
     * @param defaultConnection libvirt's connection where an image names none
     * @param builder name and version of this program
     * @param names find earlier builds
     * @param clock for the times in documents
     */
    public Planner(
            ProcessRunner runner,
            KvmProbe kvm,
            Map<String, String> environment,
            Path temporaryFolder,
            String defaultConnection,
            String builder,
            ResultNames names,
            Clock clock) {
        this.runner = runner;
        this.kvm = kvm;
        this.environment = Map.copyOf(environment);
        this.temporaryFolder = temporaryFolder;
        this.defaultConnection = defaultConnection;
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
        Disk disk = spec.disk();
        DiskTools tools = DiskTools.of(runner, spec.machine().virtType());
        Hooks hooks = new Hooks(runner);
        Virsh virsh = new Virsh(runner, spec.machine().connect().orElse(defaultConnection));

        Evidence evidence =
                new Evidence(
                        spec, workspace, runner, virsh.connect(), environment, System::nanoTime);

        List<Step> steps = new ArrayList<>();
        steps.add(new CreateDiskStep(workspace, disk, tools));
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
        steps.add(
                new InstallStep(
                        spec,
                        workspace,
                        runner,
                        virsh,
                        evidence,
                        kvm,
                        temporaryFolder,
                        System::nanoTime));
        steps.add(new CheckDiskStep(workspace, disk, tools));
        steps.add(new RemoveInstallerLogsStep(workspace, disk, spec.installerLogs(), tools));
        LintPolicy lint = spec.proofs().lint();
        if (!lint.rules().isEmpty()) {
            steps.add(new LintStep(workspace, disk, lint, spec.machine(), tools));
        }
        steps.add(
                new ListPackagesStep(
                        workspace,
                        disk,
                        spec.documents().sbom(),
                        tools,
                        new Rpm(runner),
                        builder,
                        clock));
        if (disk.zeroFree() != ZeroFree.NONE) {
            steps.add(new EmptyFreeBlocksStep(workspace, disk, tools));
        }
        if (disk.format() != DiskFormat.RAW) {
            steps.add(new ConvertStep(workspace, disk, tools));
        }
        steps.add(new ChecksumStep(workspace, disk));
        if (spec.proofs().boot().proof() != BootTest.NO) {
            BootTester tester =
                    new BootTester(runner, virsh, kvm, temporaryFolder, System::nanoTime);
            steps.add(new BootTestStep(spec, workspace, tester, evidence));
        }
        steps.add(new ChangesStep(workspace, disk, names));
        Documents documents = spec.documents();
        steps.add(new ProvenanceStep(workspace, spec, description, builder, clock));
        if (SignStep.isNeeded(documents)) {
            steps.add(new SignStep(workspace, disk, documents, new Gpg(runner), hooks));
        }
        steps.add(new PublishStep(workspace, disk, documents));
        if (!spec.uploads().isEmpty()) {
            steps.add(
                    new UploadStep(
                            workspace,
                            disk.format(),
                            documents,
                            spec.uploads(),
                            new Rsync(runner),
                            hooks));
        }
        spec.postBuild()
                .ifPresent(
                        hook ->
                                steps.add(
                                        new PostBuildStep(workspace, disk.format(), hook, hooks)));
        return List.copyOf(steps);
    }
}

package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.imagefactory.console.ConsoleLog;
import org.imagefactory.console.ConsoleMonitor;
import org.imagefactory.console.InstallerLogMonitor;
import org.imagefactory.error.BuildException;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.machine.Engine;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.machine.MarkerNonce;
import org.imagefactory.machine.RunningMachine;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.DiskFailures;

/**
 * Lets the distribution's installer do its work in a virtual machine, watches its serial console
 * and returns when the machine is off and the guest has said what it has to say. Whether it left a
 * usable disk is for later steps to find out.
 */
public final class InstallStep implements Step {

    private final ImageSpec spec;
    private final Workspace workspace;
    private final Engine engine;
    private final Evidence evidence;
    private final LongSupplier nanoTime;

    /**
     * @param spec what to install and in which machine
     * @param workspace names the files and the machine
     * @param engine runs the machine
     * @param evidence is collected if the build fails once there can be a machine
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    public InstallStep(
            ImageSpec spec,
            Workspace workspace,
            Engine engine,
            Evidence evidence,
            LongSupplier nanoTime) {
        this.spec = spec;
        this.workspace = workspace;
        this.engine = engine;
        this.evidence = evidence;
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "install";
    }

    @Override
    public String description() {
        return "install with " + engine.name(spec.machine());
    }

    /** What only the host can tell is filled in with the most likely choice. */
    @Override
    public List<String> preview() {
        return engine.preview(InstallationMachine.of(spec, workspace));
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        Optional<MarkerNonce> nonce = nonce();
        VirtualMachine machine =
                engine.machine(InstallationMachine.of(spec, workspace, nonce), context.listener());
        machine.facts().forEach(context.facts()::value);
        context.listener()
                .note(
                        machine.facts().entrySet().stream()
                                .map(fact -> fact.getKey().key() + " " + fact.getValue())
                                .collect(Collectors.joining(", ")));
        context.cleanup().always("keep the console log", this::keepConsoleLog);
        machine.acquire(context.cleanup());
        evidence.collectOnFailure(
                new Evidence.Source(
                        "",
                        machine,
                        workspace.consoleLog(),
                        Optional.of(workspace.installerLog()),
                        Optional.of(workspace.rawDisk())),
                context.cleanup(),
                context.listener());

        ConsoleMonitor monitor =
                new ConsoleMonitor(context.listener(), nonce.map(MarkerNonce::word));
        InstallerLogMonitor log = new InstallerLogMonitor(evidence.masking(), context.listener());
        ConsoleWatch words =
                new ConsoleWatch(monitor, log, spec.proofs().onQuestion(), context.listener());
        try (ConsoleLog console = new ConsoleLog(workspace.consoleLog(), monitor);
                ConsoleLog installerLog = new ConsoleLog(workspace.installerLog(), log);
                RunningMachine guest = machine.start(console, installerLog);
                ActivityProbe probe = new ActivityProbe(machine)) {
            new InstallationWatch(
                            spec.limits(),
                            workspace,
                            engine.name(spec.machine()),
                            machine,
                            guest,
                            console,
                            monitor,
                            words,
                            probe,
                            context.listener(),
                            nanoTime)
                    .untilOff();
        }
        words.checkFinished(spec.proofs().successMarker(), context.facts());
        machine.fetchDisk();
    }

    private Optional<MarkerNonce> nonce() throws BuildException, InterruptedException {
        try {
            return MarkerNonce.askedFor(spec.answerFile().map(workspace::answerFile));
        } catch (IOException e) {
            throw DiskFailures.io("reading the answer file", workspace.staging(), e);
        }
    }

    private void keepConsoleLog() throws IOException {
        if (Files.exists(workspace.consoleLog())) {
            Files.move(
                    workspace.consoleLog(),
                    workspace.publishedConsoleLog(),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

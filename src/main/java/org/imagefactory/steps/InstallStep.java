package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.imagefactory.console.ConsoleMonitor;
import org.imagefactory.console.SerialConsole;
import org.imagefactory.error.BuildException;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.libvirt.OsinfoChooser;
import org.imagefactory.libvirt.Virsh;
import org.imagefactory.libvirt.VirtInstall;
import org.imagefactory.libvirt.VirtInstall.Accelerator;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.KvmProbe;

/**
 * Lets the distribution's installer do its work in a virtual machine, watches its serial console
 * and returns when the machine is off and the guest has said what it has to say. Whether it left a
 * usable disk is for later steps to find out.
 */
public final class InstallStep implements Step {

    private final ImageSpec spec;
    private final Workspace workspace;
    private final ProcessRunner runner;
    private final Virsh virsh;
    private final Evidence evidence;
    private final AcceleratorChooser accelerators;
    private final Path temporaryFolder;
    private final LongSupplier nanoTime;

    /**
     * @param spec what to install and in which machine
     * @param workspace names the files and the machine
     * @param runner starts virt-install and QEMU
     * @param virsh on the connection that the machine shall run on
     * @param evidence is collected if the build fails once there can be a machine
     * @param kvm tells whether the machine may have hardware support
     * @param temporaryFolder gets the socket of the serial console; its path must be short
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    public InstallStep(
            ImageSpec spec,
            Workspace workspace,
            ProcessRunner runner,
            Virsh virsh,
            Evidence evidence,
            KvmProbe kvm,
            Path temporaryFolder,
            LongSupplier nanoTime) {
        this.spec = spec;
        this.workspace = workspace;
        this.runner = runner;
        this.virsh = virsh;
        this.evidence = evidence;
        this.accelerators = new AcceleratorChooser(kvm);
        this.temporaryFolder = temporaryFolder;
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "install";
    }

    @Override
    public String description() {
        return "install with virt-install";
    }

    /** What only the host can tell is filled in with the most likely choice. */
    @Override
    public List<String> preview() {
        Accelerator accelerator = accelerators.guess(spec.machine());
        String osinfo = spec.machine().osinfo().orElse(OsinfoChooser.DETECT);
        return List.of(command(accelerator, osinfo, temporaryFolder.resolve("console")).toString());
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        Accelerator accelerator = accelerators.choose(spec.machine(), context.listener());
        String osinfo = new OsinfoChooser(runner).choose(spec.machine().osinfo());
        context.facts().value("virt-type", accelerator.virtType());
        context.facts().value("osinfo", osinfo);
        context.listener()
                .note("virt-type %s, osinfo %s".formatted(accelerator.virtType(), osinfo));

        context.cleanup().always("keep the console log", this::keepConsoleLog);
        SocketFolder folder = SocketFolder.create(temporaryFolder, workspace.key());
        context.cleanup().always("remove " + folder.folder(), folder::delete);
        new LibvirtPlace(virsh, workspace.domainName(), workspace.staging())
                .prepare(context.cleanup(), context.listener());
        // A killed build may have left the machine of its boot test, too.
        new LibvirtPlace(virsh, workspace.bootDomainName(), workspace.bootFolder()).removeMachine();
        evidence.collectOnFailure(machine(), context.cleanup());

        ConsoleMonitor monitor = new ConsoleMonitor(context.listener());
        ConsoleWatch words =
                new ConsoleWatch(monitor, spec.proofs().onQuestion(), context.listener());
        try (SerialConsole console =
                        new SerialConsole(folder.socket(), workspace.consoleLog(), monitor);
                Guest guest =
                        new Guest(
                                runner,
                                command(accelerator, osinfo, folder.socket()),
                                (stream, line) ->
                                        VirtInstallError.passOn(line, context.listener()))) {
            console.start();
            guest.start();
            new InstallationWatch(
                            spec.limits(),
                            workspace,
                            virsh,
                            console,
                            monitor,
                            words,
                            guest,
                            nanoTime)
                    .untilOff();
        }
        words.checkFinished(spec.proofs().successMarker(), context.facts());
    }

    private Evidence.Machine machine() {
        return new Evidence.Machine(
                "",
                workspace.domainName(),
                workspace.consoleLog(),
                spec.machine().vnc().isPresent(),
                Optional.of(workspace.rawDisk()));
    }

    private void keepConsoleLog() throws IOException {
        if (Files.exists(workspace.consoleLog())) {
            Files.move(
                    workspace.consoleLog(),
                    workspace.publishedConsoleLog(),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Command command(Accelerator accelerator, String osinfo, Path socket) {
        return VirtInstall.command(
                spec,
                workspace,
                new VirtInstall.Host(virsh.connect(), accelerator, osinfo, socket));
    }
}

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
import org.imagefactory.error.HostException;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.KvmProbe;
import org.imagefactory.tools.OsinfoChooser;
import org.imagefactory.tools.Virsh;
import org.imagefactory.tools.VirtInstall;
import org.imagefactory.tools.VirtInstall.Accelerator;

/**
 * Lets the distribution's installer do its work in a virtual machine, watches its serial console
 * and returns when the machine is off and the guest has said what it has to say. Whether it left a
 * usable disk is for later steps to find out.
 */
public final class InstallStep implements Step {

    private static final String WARNING = "WARNING ";

    private final ImageSpec spec;
    private final Workspace workspace;
    private final ProcessRunner runner;
    private final Virsh virsh;
    private final Evidence evidence;
    private final Path temporaryFolder;
    private final LongSupplier nanoTime;

    /**
     * @param spec what to install and in which machine
     * @param workspace names the files and the machine
     * @param runner starts virt-install and QEMU
     * @param virsh on the connection that the machine shall run on
     * @param evidence is collected if the build fails once there can be a machine
     * @param temporaryFolder gets the socket of the serial console; its path must be short
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    public InstallStep(
            ImageSpec spec,
            Workspace workspace,
            ProcessRunner runner,
            Virsh virsh,
            Evidence evidence,
            Path temporaryFolder,
            LongSupplier nanoTime) {
        this.spec = spec;
        this.workspace = workspace;
        this.runner = runner;
        this.virsh = virsh;
        this.evidence = evidence;
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
        Accelerator accelerator =
                spec.machine().virtType() == VirtType.QEMU
                        ? Accelerator.EMULATION
                        : Accelerator.KVM;
        String osinfo = spec.machine().osinfo().orElse(OsinfoChooser.DETECT);
        return List.of(command(accelerator, osinfo, temporaryFolder.resolve("console")).toString());
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        Accelerator accelerator = accelerator(context);
        String osinfo = new OsinfoChooser(runner).choose(spec.machine().osinfo());
        context.facts().value("virt-type", accelerator.virtType());
        context.facts().value("osinfo", osinfo);
        context.listener()
                .note("virt-type %s, osinfo %s".formatted(accelerator.virtType(), osinfo));

        context.cleanup().always("keep the console log", this::keepConsoleLog);
        SocketFolder folder = SocketFolder.create(temporaryFolder, workspace.key());
        context.cleanup().always("remove " + folder.folder(), folder::delete);
        prepareLibvirt(context);
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
                                (stream, line) -> passOn(line, context))) {
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

    /** That an exact --osinfo would be faster is no news: the devices are all given. */
    private static void passOn(String line, StepContext context) {
        if (line.startsWith(WARNING) && !line.contains("--osinfo")) {
            context.listener().warning("virt-install: " + line.substring(WARNING.length()).strip());
        }
    }

    private Command command(Accelerator accelerator, String osinfo, Path socket) {
        return VirtInstall.command(
                spec,
                workspace,
                new VirtInstall.Host(virsh.connect(), accelerator, osinfo, socket));
    }

    private Accelerator accelerator(StepContext context) throws InterruptedException {
        return switch (spec.machine().virtType()) {
            case KVM -> Accelerator.KVM;
            case QEMU -> Accelerator.EMULATION;
            case AUTO -> {
                Optional<String> obstacle = new KvmProbe(runner, temporaryFolder).obstacle();
                obstacle.ifPresent(
                        reason ->
                                context.listener()
                                        .warning(
                                                "no KVM, the installation will be slow: "
                                                        + reason));
                yield obstacle.isEmpty() ? Accelerator.KVM : Accelerator.EMULATION;
            }
        };
    }

    /** Removes what a killed run left, and sees to it that nothing is left of this one. */
    private void prepareLibvirt(StepContext context) throws HostException, InterruptedException {
        String domain = workspace.domainName();
        try {
            virsh.remove(domain);
        } catch (CommandException e) {
            throw new HostException(
                    "cannot talk to libvirt on %s: %s".formatted(virsh.connect(), e.getMessage()),
                    "is libvirt installed (package libvirt-daemon-system), and may this user use"
                            + " the connection?",
                    e);
        }
        context.cleanup().always("remove the storage pool", () -> virsh.removePool(domain));
        context.cleanup()
                .always("destroy and undefine the domain " + domain, () -> virsh.remove(domain));
        try {
            virsh.removePool(domain);
            virsh.createPool(domain, workspace.staging());
        } catch (CommandException e) {
            context.listener()
                    .warning("virt-install may leave a storage pool behind: " + e.getMessage());
        }
    }
}

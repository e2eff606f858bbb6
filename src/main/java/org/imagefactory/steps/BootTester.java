package org.imagefactory.steps;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.imagefactory.console.BootMonitor;
import org.imagefactory.console.SerialConsole;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.libvirt.OsinfoChooser;
import org.imagefactory.libvirt.Virsh;
import org.imagefactory.libvirt.VirtImport;
import org.imagefactory.libvirt.VirtInstall;
import org.imagefactory.libvirt.VirtInstall.Accelerator;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.report.BootResult;
import org.imagefactory.report.BuildListener;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.KvmProbe;
import org.imagefactory.tools.QemuImg;

/**
 * Boots an image on a throw-away disk until it proves itself. The image is opened for reading only;
 * machine, disk and sockets are gone when this returns, whichever way.
 */
final class BootTester {

    private final ProcessRunner runner;
    private final Virsh virsh;
    private final AcceleratorChooser accelerators;
    private final Path temporaryFolder;
    private final LongSupplier nanoTime;

    /**
     * @param runner starts virt-install and QEMU
     * @param virsh on the connection that the machine shall run on
     * @param kvm tells whether the machine may have hardware support
     * @param temporaryFolder gets the sockets of the machine; its path must be short
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    BootTester(
            ProcessRunner runner,
            Virsh virsh,
            KvmProbe kvm,
            Path temporaryFolder,
            LongSupplier nanoTime) {
        this.runner = runner;
        this.virsh = virsh;
        this.accelerators = new AcceleratorChooser(kvm);
        this.temporaryFolder = temporaryFolder;
        this.nanoTime = nanoTime;
    }

    /** What only the host can tell is filled in with the most likely choice. */
    List<String> preview(BootSubject subject) {
        Accelerator accelerator = accelerators.guess(subject.machine());
        String osinfo = subject.machine().osinfo().orElse(OsinfoChooser.DETECT);
        SocketFolder sockets = new SocketFolder(temporaryFolder);
        return List.of(
                Preview.of(overlay(subject)),
                command(subject, accelerator, osinfo, sockets).toString());
    }

    /**
     * @param beforeMachine may register what has to be undone before the machine is removed
     * @throws BuildException the image did not boot, something failed in it, or the host cannot run
     *     a machine
     */
    BootResult run(
            BootSubject subject, BuildListener listener, Consumer<CleanupStack> beforeMachine)
            throws BuildException, InterruptedException {
        CleanupStack cleanup = new CleanupStack();
        boolean passed = false;
        try {
            BootResult result = boot(subject, cleanup, listener, beforeMachine);
            passed = true;
            return result;
        } finally {
            cleanup.unwind(passed, listener::warning);
        }
    }

    private BootResult boot(
            BootSubject subject,
            CleanupStack cleanup,
            BuildListener listener,
            Consumer<CleanupStack> beforeMachine)
            throws BuildException, InterruptedException {
        Accelerator accelerator = accelerators.choose(subject.machine(), listener);
        String osinfo = new OsinfoChooser(runner).choose(subject.machine().osinfo());
        SocketFolder folder = SocketFolder.create(temporaryFolder, subject.key());
        cleanup.always("remove " + folder.folder(), folder::delete);
        cleanup.always(
                "remove " + subject.overlay(), () -> Files.deleteIfExists(subject.overlay()));
        try {
            runner.run(overlay(subject));
        } catch (CommandException e) {
            throw DiskFailures.command("making a disk for the boot test", subject.folder(), e);
        }
        new LibvirtPlace(virsh, subject.domain(), subject.folder()).prepare(cleanup, listener);
        beforeMachine.accept(cleanup);

        BootMonitor monitor = new BootMonitor(listener);
        try (SerialConsole console =
                        new SerialConsole(folder.socket(), subject.consoleLog(), monitor);
                Guest guest =
                        new Guest(
                                runner,
                                command(subject, accelerator, osinfo, folder),
                                (stream, line) -> VirtInstallError.passOn(line, listener));
                BootProbe probe = new BootProbe(virsh, subject.domain(), subject.check().proof())) {
            console.start();
            guest.start();
            return new BootWatch(subject, virsh, console, monitor, guest, probe, nanoTime)
                    .untilProven(listener);
        }
    }

    private static Command overlay(BootSubject subject) {
        return QemuImg.overlay(
                subject.folder(),
                String.valueOf(subject.overlay().getFileName()),
                subject.image(),
                subject.format());
    }

    private Command command(
            BootSubject subject, Accelerator accelerator, String osinfo, SocketFolder sockets) {
        return VirtImport.command(
                subject.boot(),
                new VirtInstall.Host(virsh.connect(), accelerator, osinfo, sockets.socket()),
                sockets.agentSocket());
    }
}

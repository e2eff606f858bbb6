package org.imagefactory.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.libvirt.Virsh;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.Guestfish;

/**
 * Collects what a failed machine left, in the folder that {@link FailureBundle} packs. It looks and
 * changes nothing; what it cannot get it notes in the bundle, and nothing that goes wrong here
 * changes how the build ends. Secrets of the configuration are masked in everything it keeps.
 */
public final class Evidence {

    /** For everything about one machine; a build has at most two. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** For libguestfs, where the installer's logs are in a file system that needs it. */
    private static final Duration APPLIANCE_LIMIT = Duration.ofMinutes(5);

    private final ImageSpec spec;
    private final Workspace workspace;
    private final ProcessRunner runner;
    private final String connect;
    private final Map<String, String> environment;
    private final LongSupplier nanoTime;

    /**
     * A machine that may fail.
     *
     * @param folder in the bundle, for what is known of it; empty for the top
     * @param domain libvirt's name of it
     * @param consoleLog what it wrote to its serial console
     * @param hasScreen whether there is a graphical console to take a picture of
     * @param disk raw image whose installer's logs are of interest; empty for none
     */
    public record Machine(
            String folder,
            String domain,
            Path consoleLog,
            boolean hasScreen,
            Optional<Path> disk) {}

    /**
     * @param spec knows the secrets to mask
     * @param workspace has the folder to collect in
     * @param runner starts virsh and debugfs
     * @param connect libvirt connection URI
     * @param environment tells the user's folders, where libvirt puts its logs
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    public Evidence(
            ImageSpec spec,
            Workspace workspace,
            ProcessRunner runner,
            String connect,
            Map<String, String> environment,
            LongSupplier nanoTime) {
        this.spec = spec;
        this.workspace = workspace;
        this.runner = runner;
        this.connect = connect;
        this.environment = Map.copyOf(environment);
        this.nanoTime = nanoTime;
    }

    /**
     * Sees to it that evidence is collected if the build fails from here on. Call it when the
     * removal of the machine is registered, so that the machine is still there then.
     */
    public void collectOnFailure(Machine machine, CleanupStack cleanup) {
        cleanup.inquire("collect evidence of " + machine.domain(), () -> collect(machine));
    }

    /**
     * @throws InterruptedException the calling thread was interrupted; what is there stays
     */
    void collect(Machine machine) throws InterruptedException {
        Redaction redaction = Redaction.of(spec);
        EvidenceFolder folder =
                new EvidenceFolder(workspace.evidence(), machine.folder(), redaction);
        ProcessRunner limited = new LimitedRunner(runner, LIMIT, redaction.words(), nanoTime);
        ProcessRunner slow =
                new LimitedRunner(runner, APPLIANCE_LIMIT, redaction.words(), nanoTime);
        Virsh virsh = new Virsh(limited, connect);
        if (machine.hasScreen()) {
            folder.collect(
                    "take a screenshot",
                    () -> Screenshot.take(virsh, machine.domain(), folder.file("screenshot.png")));
        }
        folder.collect(
                "read the definition of the machine",
                () -> folder.text("domain.xml", virsh.definition(machine.domain())));
        if (Files.exists(machine.consoleLog())) {
            folder.collect(
                    "copy the console log", () -> folder.text("console.log", machine.consoleLog()));
            folder.collect(
                    "draw the last screen",
                    () -> folder.text("screen.txt", LastScreen.of(machine.consoleLog())));
        }
        Optional<Path> qemuLog = QemuLog.find(connect, environment, machine.domain());
        if (qemuLog.isPresent()) {
            folder.collect("copy QEMU's log", () -> folder.text("qemu.log", qemuLog.orElseThrow()));
        }
        Optional<Path> disk = machine.disk().filter(Files::exists);
        if (disk.isPresent()) {
            folder.collect(
                    "read the installer's logs",
                    () -> logs(limited, slow, disk.orElseThrow(), folder).copy());
        }
    }

    private GuestLogs logs(
            ProcessRunner limited, ProcessRunner slow, Path disk, EvidenceFolder folder) {
        Debugfs debugfs = new Debugfs(limited);
        Guestfish guestfish = new Guestfish(slow, spec.machine().virtType());
        return new GuestLogs(new DiskReader(debugfs, guestfish), debugfs, disk, folder);
    }
}

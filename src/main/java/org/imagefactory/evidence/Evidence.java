package org.imagefactory.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.machine.Clue;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.E2fsck;
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
    private final LongSupplier nanoTime;

    /**
     * A machine that may fail.
     *
     * @param folder in the bundle, for what is known of it; empty for the top
     * @param machine asked for what its engine knows
     * @param consoleLog what it wrote to its serial console
     * @param installerLog what the installer told of its own log; empty for none
     * @param disk raw image whose installer's logs are of interest; empty for none
     */
    public record Source(
            String folder,
            VirtualMachine machine,
            Path consoleLog,
            Optional<Path> installerLog,
            Optional<Path> disk) {}

    /**
     * @param spec knows the secrets to mask
     * @param workspace has the folder to collect in
     * @param runner starts debugfs and what the engine needs
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    public Evidence(
            ImageSpec spec, Workspace workspace, ProcessRunner runner, LongSupplier nanoTime) {
        this.spec = spec;
        this.workspace = workspace;
        this.runner = runner;
        this.nanoTime = nanoTime;
    }

    /**
     * Sees to it that evidence is collected if the build fails from here on. Call it when the
     * removal of the machine is registered, so that the machine is still there then.
     *
     * @param listener hears what cannot be collected
     */
    public void collectOnFailure(Source source, CleanupStack cleanup, BuildListener listener) {
        cleanup.inquire(
                "collect evidence of " + source.machine().name(), () -> collect(source, listener));
    }

    /** Takes the secrets of the configuration out of lines of text. */
    public UnaryOperator<String> masking() {
        Redaction redaction = Redaction.of(spec);
        return redaction::mask;
    }

    /**
     * @throws InterruptedException the calling thread was interrupted; what is there stays
     */
    void collect(Source source, BuildListener listener) throws InterruptedException {
        Redaction redaction = Redaction.of(spec);
        EvidenceFolder folder =
                new EvidenceFolder(workspace.evidence(), source.folder(), redaction, listener);
        ProcessRunner limited = new LimitedRunner(runner, LIMIT, redaction.words(), nanoTime);
        ProcessRunner slow =
                new LimitedRunner(runner, APPLIANCE_LIMIT, redaction.words(), nanoTime);
        for (Clue clue : source.machine().clues(limited)) {
            folder.collect(clue.task(), () -> keep(clue, folder));
        }
        if (Files.exists(source.consoleLog())) {
            folder.collect(
                    "copy the console log", () -> folder.text("console.log", source.consoleLog()));
            folder.collect(
                    "draw the last screen",
                    () -> folder.text("screen.txt", LastScreen.of(source.consoleLog())));
        }
        Optional<Path> log = source.installerLog().filter(file -> file.toFile().length() > 0);
        if (log.isPresent()) {
            folder.collect(
                    "copy the installer's log",
                    () -> folder.text("installer.log", log.orElseThrow()));
        }
        Optional<Path> disk = source.disk().filter(Files::exists);
        if (disk.isPresent()) {
            folder.collect(
                    "read the installer's logs",
                    () -> logs(limited, slow, disk.orElseThrow(), folder).copy());
        }
    }

    private static void keep(Clue clue, EvidenceFolder folder) throws Exception {
        if (clue instanceof Clue.Text text) {
            folder.text(text.file(), text.question().answer());
        } else if (clue instanceof Clue.TextFile text) {
            folder.text(text.file(), text.source());
        } else if (clue instanceof Clue.Picture picture) {
            picture.shot().write(folder.file(picture.file()));
        }
    }

    private GuestLogs logs(
            ProcessRunner limited, ProcessRunner slow, Path disk, EvidenceFolder folder) {
        Debugfs debugfs = Debugfs.ofDamaged(limited);
        Guestfish guestfish = new Guestfish(slow, spec.machine().engine().acceleration());
        return new GuestLogs(
                new DiskReader(debugfs, guestfish),
                debugfs,
                new ReplayedRoot(new E2fsck(limited), disk),
                disk,
                folder);
    }
}

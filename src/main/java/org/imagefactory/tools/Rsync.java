package org.imagefactory.tools;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.UploadDestination;

/** Copies a finished image, what documents it, and its checksum file to a destination. */
public final class Rsync {

    /** The waits between attempts. */
    public static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));

    /**
     * A big image over a thin line takes long; a dead line ends by {@link #SILENCE} much earlier.
     */
    private static final Duration TIME_LIMIT = Duration.ofHours(24);

    /** Ends a transfer that moves no data, with exit status 30. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private static final String ADVICE =
            "check the destination and build again: a build that fails keeps no image";

    private final ProcessRunner runner;
    private final List<Duration> delays;

    public Rsync(ProcessRunner runner) {
        this(runner, DELAYS);
    }

    /**
     * @param delays before the second attempt, the third, …; empty for one attempt only
     */
    public Rsync(ProcessRunner runner, List<Duration> delays) {
        this.runner = runner;
        this.delays = List.copyOf(delays);
    }

    /**
     * The commands of an upload: first the image and what is beside it, then the checksums alone,
     * because within one run rsync copies in an order of its own. So where the checksum stands,
     * everything else does. Without documents one command is enough: rsync copies in alphabetical
     * order.
     *
     * <p>The destination's own arguments come after ours, so that they win; {@code --} keeps a
     * target from being an option. It runs with the user's environment, as ssh's set-up may need
     * any of it, but speaks English, because its messages are read. Pure.
     *
     * @param documents names of files in the image's folder
     */
    public List<Command> commands(
            HookSubject subject, List<String> documents, UploadDestination to) {
        if (documents.isEmpty()) {
            return List.of(
                    command(subject, List.of(subject.fileName(), subject.checksumFileName()), to));
        }
        // At least two files: with one, rsync takes a target that is missing for a file's name.
        List<String> first = new ArrayList<>();
        List<String> last = new ArrayList<>();
        first.add(subject.fileName());
        documents.forEach(
                name -> (name.endsWith(ResultKind.CHECKSUM_SUFFIX) ? last : first).add(name));
        last.add(subject.checksumFileName());
        return List.of(command(subject, first, to), command(subject, last, to));
    }

    private static Command command(HookSubject subject, List<String> files, UploadDestination to) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--partial");
        if (mayKeepPartsAside(to.arguments())) {
            // Otherwise what a broken transfer leaves behind gets the image's final name.
            arguments.add("--partial-dir=.rsync-partial");
        }
        arguments.add("--timeout=" + SILENCE.toSeconds());
        arguments.addAll(to.arguments());
        arguments.add("--");
        arguments.addAll(files);
        arguments.add(to.target());
        return Command.of(Program.RSYNC, arguments)
                .in(subject.folder())
                .inUserEnvironment()
                .with(Map.of("LANG", "C.UTF-8", "LC_ALL", "C.UTF-8"))
                .within(TIME_LIMIT);
    }

    /**
     * Uploads; tries again after failures that time may heal.
     *
     * @param documents names of files in the image's folder
     * @throws UploadException rsync failed for good; what comes after it was not tried
     * @throws HostException rsync is not installed
     */
    public void upload(
            HookSubject subject,
            List<String> documents,
            UploadDestination to,
            BuildListener listener)
            throws BuildException, InterruptedException {
        for (Command command : commands(subject, documents, to)) {
            upload(command, to, listener);
        }
    }

    private void upload(Command command, UploadDestination to, BuildListener listener)
            throws BuildException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                runner.run(
                        command,
                        (stream, line) ->
                                listener.on(new BuildEvent.Output(Program.RSYNC.command(), line)));
                return;
            } catch (CommandFailedException e) {
                boolean again = RsyncStatus.worthRetrying(e.exitStatus(), e.lastLines());
                if (!again || attempt >= delays.size()) {
                    throw failed(to, e, attempt + 1);
                }
                Duration delay = delays.get(attempt);
                listener.warning(
                        "upload to %s: %s; trying again in %d s"
                                .formatted(
                                        to.name(),
                                        RsyncStatus.meaning(e.exitStatus()),
                                        delay.toSeconds()));
                Thread.sleep(delay.toMillis());
            } catch (MissingProgramException e) {
                throw new HostException(
                        "upload to %s: %s".formatted(to.name(), e.getMessage()),
                        Program.installLine(List.of(Program.RSYNC)),
                        e);
            } catch (CommandException e) {
                throw new UploadException(
                        "upload to %s: %s".formatted(to.name(), e.getMessage()), ADVICE, e);
            }
        }
    }

    private static UploadException failed(
            UploadDestination to, CommandFailedException e, int attempts) {
        return new UploadException(
                "upload to %s, target '%s': rsync ended with exit status %d: %s%s%s"
                        .formatted(
                                to.name(),
                                to.target(),
                                e.exitStatus(),
                                RsyncStatus.meaning(e.exitStatus()),
                                attempts > 1 ? " (after %d attempts)".formatted(attempts) : "",
                                e.lastLines().isEmpty()
                                        ? ""
                                        : "\n" + String.join("\n", e.lastLines())),
                ADVICE,
                e);
    }

    /** rsync refuses a folder for parts beside options that write to the final file directly. */
    private static boolean mayKeepPartsAside(List<String> arguments) {
        return arguments.stream()
                .noneMatch(
                        argument ->
                                argument.startsWith("--inplace")
                                        || argument.startsWith("--append")
                                        || argument.equals("--write-devices"));
    }
}

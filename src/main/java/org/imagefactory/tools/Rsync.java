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
import org.imagefactory.spec.UploadDestination;

/** Copies a finished image and its checksum file to a destination. */
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

    private static final String PROGRAM = Program.RSYNC.command();

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
     * The command of an upload. The destination's own arguments come after ours, so that they win;
     * {@code --} keeps a target from being an option. It runs with the user's environment, as ssh's
     * set-up may need any of it, but speaks English, because its messages are read. Pure.
     */
    public Command command(HookSubject subject, UploadDestination to) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--partial");
        if (mayKeepPartsAside(to.arguments())) {
            // Otherwise what a broken transfer leaves behind gets the image's final name.
            arguments.add("--partial-dir=.rsync-partial");
        }
        arguments.add("--timeout=" + SILENCE.toSeconds());
        arguments.addAll(to.arguments());
        arguments.add("--");
        arguments.add(subject.fileName());
        arguments.add(subject.checksumFileName());
        arguments.add(to.target());
        return Command.of(PROGRAM, arguments)
                .in(subject.folder())
                .inUserEnvironment()
                .with(Map.of("LANG", "C.UTF-8", "LC_ALL", "C.UTF-8"))
                .within(TIME_LIMIT);
    }

    /**
     * Uploads; tries again after failures that time may heal.
     *
     * @throws UploadException rsync failed for good
     * @throws HostException rsync is not installed
     */
    public void upload(HookSubject subject, UploadDestination to, BuildListener listener)
            throws BuildException, InterruptedException {
        Command command = command(subject, to);
        for (int attempt = 0; ; attempt++) {
            try {
                runner.run(
                        command,
                        (stream, line) -> listener.on(new BuildEvent.Output(PROGRAM, line)));
                return;
            } catch (CommandFailedException e) {
                boolean again = RsyncStatus.worthRetrying(e.exitStatus(), e.lastLines());
                if (!again || attempt >= delays.size()) {
                    throw failed(command, subject, to, e, attempt + 1);
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
                        "upload to %s: %s".formatted(to.name(), e.getMessage()),
                        byHand(command, subject),
                        e);
            }
        }
    }

    private static UploadException failed(
            Command command,
            HookSubject subject,
            UploadDestination to,
            CommandFailedException e,
            int attempts) {
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
                byHand(command, subject),
                e);
    }

    private static String byHand(Command command, HookSubject subject) {
        return "the image itself is complete; to upload it by hand: cd %s && %s"
                .formatted(subject.folder(), command);
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

package org.imagefactory.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imagefactory.error.HookException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.UploadDestination;

/**
 * Runs the user's own commands: in the folder of the image, with the user's whole environment and
 * the variables {@code image} and {@code IMAGE_FACTORY_…}.
 */
public final class Hooks {

    /** A hook may copy images around the world; it only has to end some day. */
    private static final Duration TIME_LIMIT = Duration.ofHours(24);

    /** Whoever has to press a button for a signature has this long. */
    private static final Duration SIGN_LIMIT = Duration.ofMinutes(10);

    /** A message is sent in seconds, or nobody will get it. */
    private static final Duration NOTICE_LIMIT = Duration.ofMinutes(5);

    private static final int SHA256_DIGITS = 64;

    private static final String ADVICE =
            "check the command and build again: a build that fails keeps no image, but what was"
                    + " uploaded stays where it is";

    private final ProcessRunner runner;

    public Hooks(ProcessRunner runner) {
        this.runner = runner;
    }

    /** The command of a hook that runs after an upload. Pure. */
    public Command postUpload(HookCommand hook, HookSubject subject, UploadDestination to) {
        Map<String, String> variables = new TreeMap<>(subject.variables());
        variables.put("IMAGE_FACTORY_DESTINATION", to.name());
        variables.put("IMAGE_FACTORY_TARGET", to.target());
        return command(HookArguments.of(hook.text(), subject.fileName()), subject, variables);
    }

    /**
     * The command of the hook that runs after the build; it gets the image's file name as its last
     * argument. A text that is the path of an executable file is the program as a whole, even with
     * blanks in it. Changes nothing.
     */
    public Command postBuild(HookCommand hook, HookSubject subject) {
        return command(
                withArgument(hook, subject, subject.fileName()), subject, subject.variables());
    }

    /**
     * The command of the hook that signs a file beside the image; it gets the file's name as its
     * last argument. Its text is read like that of {@link #postBuild}. Changes nothing.
     */
    public Command sign(HookCommand hook, HookSubject subject, Path file) {
        Map<String, String> variables = new TreeMap<>(subject.variables());
        variables.put("IMAGE_FACTORY_SIGN_FILE", file.toString());
        String name = file.getFileName().toString();
        return command(withArgument(hook, subject, name), subject, variables).within(SIGN_LIMIT);
    }

    /**
     * The command that tells of a change of state. There may be no image, so {@code ${image}} is
     * the name of its section, and no argument is added. Changes nothing.
     */
    public Command notice(HookCommand hook, NoticeSubject subject) {
        List<String> argv =
                isProgram(subject.folder(), hook.text())
                        ? List.of(hook.text())
                        : HookArguments.of(hook.text(), subject.build().image().text());
        return command(argv, subject.folder(), subject.variables()).within(NOTICE_LIMIT);
    }

    /**
     * Sends a notice.
     *
     * @throws HookException the command could not be started or failed
     */
    public void notify(HookCommand hook, NoticeSubject subject, BuildListener listener)
            throws HookException, InterruptedException {
        run(hook, notice(hook, subject), listener, "");
    }

    /**
     * @param hook that the command was made of, for messages
     * @throws HookException the command could not be started or failed; its own status and the end
     *     of its output stand in the message
     */
    public void run(HookCommand hook, Command command, HookSubject subject, BuildListener listener)
            throws HookException, InterruptedException {
        run(hook, command, subject, listener, ADVICE);
    }

    /**
     * @param advice what to do if it fails; may be empty
     * @throws HookException see {@link #run(HookCommand, Command, HookSubject, BuildListener)}
     */
    public void run(
            HookCommand hook,
            Command command,
            HookSubject subject,
            BuildListener listener,
            String advice)
            throws HookException, InterruptedException {
        run(hook, command.with(Map.of("IMAGE_FACTORY_SHA256", sha256(subject))), listener, advice);
    }

    private void run(HookCommand hook, Command command, BuildListener listener, String advice)
            throws HookException, InterruptedException {
        try {
            runner.run(
                    command,
                    (stream, line) -> listener.on(new BuildEvent.Output(hook.key(), line)));
        } catch (CommandException e) {
            throw new HookException("%s: %s".formatted(hook.key(), e.getMessage()), advice, e);
        }
    }

    private static List<String> withArgument(
            HookCommand hook, HookSubject subject, String argument) {
        List<String> argv = new ArrayList<>();
        if (isProgram(subject.folder(), hook.text())) {
            argv.add(hook.text());
        } else {
            argv.addAll(HookArguments.of(hook.text(), subject.fileName()));
        }
        argv.add(argument);
        return argv;
    }

    private static Command command(
            List<String> argv, HookSubject subject, Map<String, String> variables) {
        return command(argv, subject.folder(), variables);
    }

    private static Command command(List<String> argv, Path folder, Map<String, String> variables) {
        return Command.of(argv.get(0), argv.subList(1, argv.size()))
                .in(folder)
                .inUserEnvironment()
                .with(variables)
                .within(TIME_LIMIT);
    }

    private static boolean isProgram(Path folder, String text) {
        Path file = folder.resolve(text);
        return text.contains("/") && Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static String sha256(HookSubject subject) throws HookException {
        try {
            String line = Files.readString(subject.checksumFile());
            return line.substring(0, Math.min(SHA256_DIGITS, line.length()));
        } catch (IOException e) {
            throw new HookException(
                    "cannot read the checksum file %s: %s"
                            .formatted(subject.checksumFile(), e.getMessage()),
                    "",
                    e);
        }
    }
}

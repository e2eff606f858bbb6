package org.imagefactory.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.CommandResult;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.ProcessRunner;

/**
 * Runs real programs in the plainest way and remembers what it ran. A test can have another command
 * run in place of a certain program's, or act when it would start.
 */
public final class TestRunner implements ProcessRunner {

    /** Takes the place of a program. */
    @FunctionalInterface
    public interface Stand {
        CommandResult run(Command command) throws CommandException, InterruptedException;
    }

    private final List<Command> commands = new ArrayList<>();
    private String replaced = "";
    private Stand stand = command -> new CommandResult(0, List.of(), Duration.ZERO);

    /** Commands whose shell form contains the text go to the stand-in. */
    public TestRunner replacing(String text, Stand by) {
        replaced = text;
        stand = by;
        return this;
    }

    /** Commands whose shell form contains the text are changed before they run. */
    public TestRunner changing(String text, UnaryOperator<Command> change) {
        return replacing(text, command -> execute(change.apply(command), OutputListener.NONE));
    }

    /** The given commands fail with this status and output. */
    public TestRunner failing(String text, int status, String... lines) {
        return replacing(
                text,
                command -> {
                    throw new CommandFailedException(command, status, List.of(lines));
                });
    }

    /** The given commands are interrupted. */
    public TestRunner interrupting(String text) {
        return replacing(
                text,
                command -> {
                    throw new InterruptedException();
                });
    }

    /** What ran so far, quoted for a shell. */
    public List<String> commands() {
        return commands.stream().map(Command::toString).toList();
    }

    @Override
    public CommandResult run(Command command, OutputListener listener)
            throws CommandException, InterruptedException {
        commands.add(command);
        if (!replaced.isEmpty() && command.toString().contains(replaced)) {
            return stand.run(command);
        }
        return execute(command, listener);
    }

    private static CommandResult execute(Command command, OutputListener listener)
            throws CommandException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.argv());
        command.workingDirectory().ifPresent(folder -> builder.directory(folder.toFile()));
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().putAll(command.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            List<String> out = Collections.synchronizedList(new ArrayList<>());
            List<String> all = Collections.synchronizedList(new ArrayList<>());
            Thread errors =
                    new Thread(
                            () ->
                                    pump(
                                            process.getErrorStream(),
                                            line -> {
                                                all.add(line);
                                                listener.line(OutputListener.Stream.ERR, line);
                                            }));
            errors.start();
            pump(
                    process.getInputStream(),
                    line -> {
                        out.add(line);
                        all.add(line);
                        listener.line(OutputListener.Stream.OUT, line);
                    });
            errors.join();
            int status = process.waitFor();
            if (!command.successStatuses().contains(status)) {
                List<String> last = all.subList(Math.max(0, all.size() - 20), all.size());
                throw new CommandFailedException(command, status, last);
            }
            return new CommandResult(status, out, Duration.ZERO);
        } catch (IOException e) {
            throw new MissingProgramException(command.program(), String.valueOf(e.getMessage()));
        }
    }

    private static void pump(InputStream stream, Consumer<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

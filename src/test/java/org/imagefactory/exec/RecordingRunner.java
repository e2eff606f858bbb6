package org.imagefactory.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A runner that starts nothing: it writes down every command and answers as the test says. Without
 * a matching answer a command succeeds silently. The answer given last wins; a one-time answer is
 * used up by the first command it matches.
 */
public final class RecordingRunner implements ProcessRunner {

    /** What a scripted command does: return, print to the listener, make files, throw. */
    @FunctionalInterface
    public interface Answer {
        CommandResult to(Command command, OutputListener listener)
                throws CommandException, InterruptedException;
    }

    private record Rule(Predicate<Command> matches, Answer answer, boolean once) {}

    private final List<Command> commands = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    /** Everything that was run, in this order. */
    public synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    /** {@link #commands()} quoted for a shell. */
    public synchronized List<String> lines() {
        return commands.stream().map(Command::toString).toList();
    }

    /**
     * @param text part of the shell-quoted command
     */
    public RecordingRunner on(String text, Answer answer) {
        return add(text, answer, false);
    }

    /** {@link #on}, for one command only. */
    public RecordingRunner once(String text, Answer answer) {
        return add(text, answer, true);
    }

    /** Commands with that text print these lines and succeed. */
    public RecordingRunner printing(String text, String... lines) {
        return on(text, print(lines));
    }

    /** Commands with that text print these lines on standard error and fail. */
    public RecordingRunner failing(String text, int status, String... lines) {
        return on(text, fail(status, lines));
    }

    /** Commands with that text are not installed. */
    public RecordingRunner missing(String text) {
        return on(
                text,
                (command, listener) -> {
                    throw new MissingProgramException(command.program(), "");
                });
    }

    /** Commands with that text run into their time limit. */
    public RecordingRunner timingOut(String text) {
        return on(
                text,
                (command, listener) -> {
                    throw new CommandTimeoutException(command);
                });
    }

    /** The build is cancelled while a command with that text runs. */
    public RecordingRunner interrupting(String text) {
        return on(
                text,
                (command, listener) -> {
                    throw new InterruptedException("scripted");
                });
    }

    /** An answer: prints lines and succeeds. */
    public static Answer print(String... lines) {
        return (command, listener) -> {
            for (String line : lines) {
                listener.line(OutputListener.Stream.OUT, line);
            }
            return new CommandResult(0, List.of(lines), Duration.ZERO);
        };
    }

    /** An answer: prints lines on standard error and ends with that status. */
    public static Answer fail(int status, String... lines) {
        return (command, listener) -> {
            for (String line : lines) {
                listener.line(OutputListener.Stream.ERR, line);
            }
            if (command.successStatuses().contains(status)) {
                return new CommandResult(status, List.of(), Duration.ZERO);
            }
            throw new CommandFailedException(command, status, List.of(lines));
        };
    }

    @Override
    public CommandResult run(Command command, OutputListener listener)
            throws CommandException, InterruptedException {
        return record(command).to(command, listener);
    }

    private synchronized RecordingRunner add(String text, Answer answer, boolean once) {
        rules.add(0, new Rule(command -> command.toString().contains(text), answer, once));
        return this;
    }

    private synchronized Answer record(Command command) {
        commands.add(command);
        for (Rule rule : List.copyOf(rules)) {
            if (rule.matches().test(command)) {
                if (rule.once()) {
                    rules.remove(rule);
                }
                return rule.answer();
            }
        }
        return print();
    }
}

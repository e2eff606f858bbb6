package org.imagefactory.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs commands with Apache Commons Exec. Safe to use from several threads. */
public final class CommonsExecRunner implements ProcessRunner {

    /** Between SIGTERM and SIGKILL; virt-install uses it to tidy up. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Map<String, String> environment;
    private final SearchPath path;
    private final Duration grace;
    private final CommandLog log;

    /**
     * One that tells the program's own log.
     *
     * @param environment of the builder; tools get a few variables of it, the user's hooks all
     */
    public CommonsExecRunner(Map<String, String> environment) {
        this(environment, GRACE, new PlainCommandLog());
    }

    /**
     * @param environment of the builder; tools get a few variables of it, the user's hooks all
     * @param grace between asking a process tree to end and killing it
     * @param log hears of every command
     */
    public CommonsExecRunner(Map<String, String> environment, Duration grace, CommandLog log) {
        this.environment = Map.copyOf(environment);
        this.path = SearchPath.of(environment);
        this.grace = grace;
        this.log = log;
    }

    /** The same, but another log hears of the commands. */
    public CommonsExecRunner telling(CommandLog other) {
        return new CommonsExecRunner(environment, grace, other);
    }

    @Override
    public CommandResult run(Command command, OutputListener listener)
            throws CommandException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before '%s'".formatted(command));
        }
        Path program = find(command);
        checkWorkingDirectory(command);
        CommandOutput output = new CommandOutput(command, listener, log);
        RunningCommand running =
                new RunningCommand(
                        command,
                        program,
                        ChildEnvironment.build(environment, path, command),
                        output);
        log.started(command);
        long start = System.nanoTime();
        int status = waitFor(running, command, output);
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        log.ended(command, CommandFailedException.describe(status), duration);
        if (!command.successStatuses().contains(status)) {
            throw new CommandFailedException(command, status, output.lastLines());
        }
        return new CommandResult(status, output.standardOutput(), duration);
    }

    private int waitFor(RunningCommand running, Command command, CommandOutput output)
            throws CommandException, InterruptedException {
        running.start();
        try {
            return running.status().get(nanos(command.timeLimit()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw died(running, command, e);
        } catch (TimeoutException e) {
            log.killed(command, CommandLog.Reason.TIME_LIMIT);
            if (running.kill(grace)) {
                throw interrupted(command);
            }
            throw new CommandTimeoutException(command, output.lastLines());
        } catch (InterruptedException e) {
            log.killed(command, CommandLog.Reason.INTERRUPT);
            running.kill(grace);
            throw interrupted(command);
        }
    }

    private Path find(Command command) throws CommandException {
        String program = command.program();
        // A path is one from the command's working directory, as it is for execvp(3).
        Path folder = command.workingDirectory().orElse(Path.of(""));
        String name = program.contains("/") ? folder.resolve(program).toString() : program;
        var found = path.find(name);
        if (found.isPresent()) {
            return found.get();
        }
        var unusable = path.findUnusable(name);
        if (unusable.isPresent()) {
            throw new CommandStartException(
                    command, "%s is not an executable file".formatted(unusable.get()));
        }
        throw new MissingProgramException(
                program,
                Program.named(program)
                        .map(known -> "Debian has it in the package " + known.debianPackage())
                        .orElse(""));
    }

    private static void checkWorkingDirectory(Command command) throws CommandStartException {
        if (!command.workingDirectory().map(Files::isDirectory).orElse(true)) {
            throw new CommandStartException(
                    command,
                    "the working directory %s is not there"
                            .formatted(command.workingDirectory().orElseThrow()));
        }
    }

    /** Never returns; what a listener or the machine threw reaches the caller as it is. */
    private RuntimeException died(
            RunningCommand running, Command command, ExecutionException failure)
            throws CommandException {
        Throwable reason = failure.getCause();
        if (reason instanceof CommandStartException notStarted) {
            throw notStarted;
        }
        log.killed(command, CommandLog.Reason.UNREADABLE);
        if (running.kill(grace)) {
            Thread.currentThread().interrupt();
        }
        if (reason instanceof Error error) {
            throw error;
        }
        throw reason instanceof RuntimeException thrown
                ? thrown
                : new IllegalStateException("reading what " + command.program() + " says", failure);
    }

    private static InterruptedException interrupted(Command command) {
        return new InterruptedException("'%s' was interrupted".formatted(command));
    }

    private static long nanos(Duration limit) {
        boolean huge = limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0;
        return huge ? Long.MAX_VALUE : limit.toNanos();
    }
}

package org.imagefactory.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ProcessDestroyer;

/**
 * One command under Commons Exec, on a thread of its own.
 *
 * <p>That thread is never interrupted: Commons Exec would swallow the interrupt, kill only the
 * direct child, and return the made-up exit value -559038737. The caller waits on {@link #status}
 * instead and kills the process tree itself.
 */
final class RunningCommand {

    /** For the pumps to end after the tree is dead. */
    private static final Duration END_LIMIT = Duration.ofSeconds(15);

    private final Command command;
    private final Path program;
    private final Map<String, String> environment;
    private final CommandOutput output;
    private final CompletableFuture<Process> process = new CompletableFuture<>();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    RunningCommand(
            Command command, Path program, Map<String, String> environment, CommandOutput output) {
        this.command = command;
        this.program = program;
        this.environment = environment;
        this.output = output;
    }

    void start() {
        Thread thread = new Thread(this::execute, "exec " + program.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The exit status of the process; or the {@link CommandStartException} that tells why it could
     * not be started; or what ended the reading of its output, and the process may still run.
     */
    Future<Integer> status() {
        return status;
    }

    /**
     * Kills the process tree and waits for its end, whatever interrupts arrive.
     *
     * @return whether one did; the flag is cleared
     */
    boolean kill(Duration grace) {
        boolean interrupted = awaitQuietly(process);
        if (process.isDone() && !process.isCompletedExceptionally()) {
            interrupted |= new ProcessTree(process.join().toHandle()).kill(grace);
        }
        interrupted |= awaitQuietly(status);
        output.close();
        return interrupted;
    }

    /** Whatever goes wrong has to reach the waiting caller, or it would wait for ever. */
    @SuppressWarnings("CatchingUnchecked")
    private void execute() {
        try {
            ExactCommandLine line = new ExactCommandLine(program, command.arguments());
            status.complete(executor().execute(line, environment));
        } catch (Exception e) {
            die(new CommandStartException(command, e));
        } catch (Throwable e) {
            die(e);
        }
    }

    private void die(Throwable reason) {
        process.completeExceptionally(reason);
        status.completeExceptionally(reason);
    }

    private DefaultExecutor executor() {
        DefaultExecutor.Builder<?> builder = DefaultExecutor.builder();
        command.workingDirectory().ifPresent(builder::setWorkingDirectory);
        builder.setExecuteStreamHandler(
                new LinePump(
                        output, "exec " + program.getFileName(), status::completeExceptionally));
        DefaultExecutor executor = builder.get();
        // Every exit status is returned; which of them are good is not decided here.
        executor.setExitValues(null);
        executor.setProcessDestroyer(new ProcessCatcher());
        return executor;
    }

    /** Returns whether an interrupt came while waiting. */
    private static boolean awaitQuietly(Future<?> future) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + END_LIMIT.toNanos();
        while (true) {
            try {
                future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException | TimeoutException e) {
                return interrupted;
            }
        }
    }

    /**
     * Commons Exec quotes arguments with blanks, as if it called a shell; told not to, it still
     * cuts white space off their ends. Its launcher takes what this method returns.
     */
    private static final class ExactCommandLine extends CommandLine {

        private final List<String> argv = new ArrayList<>();

        ExactCommandLine(Path program, List<String> arguments) {
            super(program);
            argv.add(program.toString());
            argv.addAll(arguments);
        }

        @Override
        public String[] toStrings() {
            return argv.toArray(String[]::new);
        }
    }

    /** Commons Exec shows a started process only to this interface. */
    private final class ProcessCatcher implements ProcessDestroyer {

        @Override
        public boolean add(Process started) {
            return process.complete(started);
        }

        @Override
        public boolean remove(Process ended) {
            return true;
        }

        @Override
        public int size() {
            return process.isDone() ? 1 : 0;
        }
    }
}

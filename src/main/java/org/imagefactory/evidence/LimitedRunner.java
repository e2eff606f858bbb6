package org.imagefactory.evidence;

import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandResult;
import org.imagefactory.exec.CommandTimeoutException;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.ProcessRunner;

/** Runs commands that share one time limit, and masks secrets in what the log tells of them. */
final class LimitedRunner implements ProcessRunner {

    /** A guest's folder can hold names without end. */
    private static final long MOST_OUTPUT = 4L << 20;

    private final ProcessRunner runner;
    private final Duration limit;
    private final Set<String> secrets;
    private final LongSupplier nanoTime;
    private final long start;

    /**
     * @param limit for all commands together, from now on
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    LimitedRunner(
            ProcessRunner runner, Duration limit, Set<String> secrets, LongSupplier nanoTime) {
        this.runner = runner;
        this.limit = limit;
        this.secrets = secrets;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /**
     * @throws CommandTimeoutException the time is over, or was before this command
     * @throws IllegalStateException it printed more than anybody needs
     */
    @Override
    public CommandResult run(Command command, OutputListener listener)
            throws CommandException, InterruptedException {
        Duration left = limit.minusNanos(nanoTime.getAsLong() - start);
        if (left.isNegative() || left.isZero()) {
            throw new CommandTimeoutException(command.within(Duration.ZERO));
        }
        Duration within = left.compareTo(command.timeLimit()) < 0 ? left : command.timeLimit();
        return runner.run(
                command.within(within).hiding(secrets).quietly(), new Bounded(command, listener));
    }

    private static final class Bounded implements OutputListener {

        private final Command command;
        private final OutputListener next;
        private long heard;

        Bounded(Command command, OutputListener next) {
            this.command = command;
            this.next = next;
        }

        @Override
        public synchronized void line(Stream stream, String line) {
            heard += line.length() + 1L;
            if (heard > MOST_OUTPUT) {
                throw new IllegalStateException(command.program() + " printed too much");
            }
            next.line(stream, line);
        }
    }
}

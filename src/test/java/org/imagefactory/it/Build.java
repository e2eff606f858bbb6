package org.imagefactory.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A run of the program: still going on, or over. */
final class Build {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int POLL_MILLISECONDS = 50;

    private final Process process;
    private final Path log;

    Build(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Its standard output and error so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What it said last: the error and the advice, with all lines that belong to them.
     *
     * @throws AssertionError it reported no error
     */
    String error() {
        String all = output();
        int start = all.indexOf(" ERROR: ");
        if (start < 0) {
            throw new AssertionError("no error:\n" + all);
        }
        return all.substring(start + 1);
    }

    /**
     * Waits for its end.
     *
     * @return the exit status; 128 + N after signal N
     */
    int exitStatus() throws InterruptedException {
        return exitStatus(LIMIT);
    }

    /** The same for one that may take longer. */
    int exitStatus(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the build does not end:\n" + output());
        }
        return process.exitValue();
    }

    /** Waits until something is true; the build must not end before. */
    void waitUntil(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("not seen: " + what + "\n" + output());
            }
            Thread.sleep(POLL_MILLISECONDS);
        }
    }

    /** Sends it a signal; the launcher has replaced itself by the program. */
    void signal(String name) {
        TestHost.onThisHost("kill", "-s", name, Long.toString(process.pid()));
    }
}

package org.imagefactory.service;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the service is ready, that it still works, and that it ends. Java cannot send
 * to systemd's socket itself, so a program of systemd's does.
 */
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final String WATCHDOG = "WATCHDOG_USEC";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Asks whether the service still works. */
    @FunctionalInterface
    interface Probe {

        /**
         * @throws Exception it does not
         */
        void probe() throws Exception;
    }

    private final Map<String, String> variables;
    private final ProcessRunner runner;
    private final ExecutorService timer =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread thread = new Thread(work, "watchdog");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * @param variables the environment; without a socket in it nobody is told anything
     */
    Supervisor(Map<String, String> variables) {
        this.variables = variables;
        this.runner = new CommonsExecRunner(variables);
    }

    /** From now on the service is ready, and works as long as the probe succeeds. */
    void ready(Probe probe) throws InterruptedException {
        tell("READY=1");
        Optional<Long> micros = watchdog();
        if (micros.isPresent()) {
            timer.execute(() -> watch(probe, micros.get() / 3));
        }
    }

    private void watch(Probe probe, long pauseMicros) {
        try {
            while (true) {
                TimeUnit.MICROSECONDS.sleep(pauseMicros);
                check(probe);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void check(Probe probe) throws InterruptedException {
        try {
            probe.probe();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("the service does not answer itself: {}", e.getMessage());
            return;
        }
        tell("WATCHDOG=1");
    }

    private Optional<Long> watchdog() {
        String text = variables.getOrDefault(WATCHDOG, "");
        boolean number = text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number && !text.isEmpty() && variables.containsKey(SOCKET)
                ? Optional.of(Long.parseLong(text)).filter(micros -> micros > 0)
                : Optional.empty();
    }

    /** The service is about to end. */
    void stopping() throws InterruptedException {
        tell("STOPPING=1");
    }

    private void tell(String state) throws InterruptedException {
        if (!variables.containsKey(SOCKET)) {
            return;
        }
        try {
            runner.run(
                    Command.of(Program.SYSTEMD_NOTIFY, state)
                            .with(Map.of(SOCKET, variables.getOrDefault(SOCKET, "")))
                            .within(LIMIT)
                            .quietly());
        } catch (CommandException e) {
            LOG.warn("systemd was not told {}: {}", state, e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

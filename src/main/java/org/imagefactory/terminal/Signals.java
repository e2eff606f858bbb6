package org.imagefactory.terminal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.Outcome;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an interrupt of the thread that works, so that it undoes
 * what it acquired; within its limit the program ends in any case. A thread that ends by an
 * exception which nobody caught has the same effect. A signal that was ignored when the program
 * started, as nohup does it, stays ignored.
 */
public final class Signals {

    /** Whoever sent the signal waits for ten seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(9);

    private final LastResort lastResort;
    private final AtomicReference<ExitStatus> received = new AtomicReference<>();

    /**
     * @param lastWords said where the program does not end by itself
     */
    public Signals(String lastWords) {
        this(lastWords, LIMIT);
    }

    /**
     * @param lastWords said where the program does not end by itself
     * @param limit until then
     */
    public Signals(String lastWords, Duration limit) {
        lastResort = new LastResort(lastWords, limit);
    }

    /** The status that belongs to the first signal that arrived, if one did. */
    public Optional<ExitStatus> received() {
        return Optional.ofNullable(received.get());
    }

    /** The status that belongs to the signal that arrived; SIGINT's while none did. */
    public ExitStatus status() {
        return received().orElse(ExitStatus.INTERRUPTED);
    }

    /**
     * From now on a signal interrupts the thread.
     *
     * @param announce hears the name of the signal
     */
    public void interrupt(Thread worker, Consumer<String> announce) {
        lastResort.prepare();
        handle("INT", ExitStatus.INTERRUPTED, worker, announce);
        handle("TERM", ExitStatus.TERMINATED, worker, announce);
        handle("HUP", ExitStatus.HANGUP, worker, announce);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> died(thread, e, worker));
    }

    /** From now on SIGHUP ends nothing: whoever has no terminal cannot lose it. */
    public void onHangup(Runnable action) {
        org.jline.utils.Signals.register("HUP", action);
    }

    /** Whoever waits for a thread that nobody expected to end would wait for ever. */
    private void died(Thread thread, Throwable failure, Thread worker) {
        Outcome outcome = Outcome.unexpected(failure);
        if (received.compareAndSet(null, outcome.status())) {
            lastResort.begin(outcome.status());
            worker.interrupt();
        }
        LoggerFactory.getLogger(Signals.class)
                .error(
                        "thread {} ended: {}; {}",
                        thread,
                        outcome.message(),
                        outcome.advice(),
                        failure);
    }

    private void handle(String name, ExitStatus status, Thread worker, Consumer<String> announce) {
        org.jline.utils.Signals.register(
                name,
                () -> {
                    if (received.compareAndSet(null, status)) {
                        lastResort.begin(status);
                        worker.interrupt();
                        announce.accept("SIG" + name);
                    }
                });
    }
}

package org.imagefactory.cli;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.Outcome;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an interrupt of the thread that works, so that it undoes
 * what it acquired; within ten seconds the program ends in any case. A thread that ends by an
 * exception which nobody caught has the same effect. A signal that was ignored when the program
 * started, as nohup does it, stays ignored.
 */
final class Signals {

    private final LastResort lastResort = new LastResort();
    private final AtomicReference<ExitStatus> received = new AtomicReference<>();

    /** The status that belongs to the first signal that arrived, if one did. */
    Optional<ExitStatus> received() {
        return Optional.ofNullable(received.get());
    }

    /** The status that belongs to the signal that arrived; SIGINT's while none did. */
    ExitStatus status() {
        return received().orElse(ExitStatus.INTERRUPTED);
    }

    /**
     * From now on a signal interrupts the thread.
     *
     * @param announce hears the name of the signal
     */
    void interrupt(Thread worker, Consumer<String> announce) {
        lastResort.prepare();
        handle("INT", ExitStatus.INTERRUPTED, worker, announce);
        handle("TERM", ExitStatus.TERMINATED, worker, announce);
        handle("HUP", ExitStatus.HANGUP, worker, announce);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> died(thread, e, worker));
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

package org.imagefactory.cli;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.imagefactory.error.ExitStatus;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an interrupt of the thread that works, so that it undoes
 * what it acquired. A signal that was ignored when the program started, as nohup does it, stays
 * ignored.
 */
final class Signals {

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
        handle("INT", ExitStatus.INTERRUPTED, worker, announce);
        handle("TERM", ExitStatus.TERMINATED, worker, announce);
        handle("HUP", ExitStatus.HANGUP, worker, announce);
    }

    private void handle(String name, ExitStatus status, Thread worker, Consumer<String> announce) {
        org.jline.utils.Signals.register(
                name,
                () -> {
                    if (received.compareAndSet(null, status)) {
                        announce.accept("SIG" + name);
                        worker.interrupt();
                    }
                });
    }
}

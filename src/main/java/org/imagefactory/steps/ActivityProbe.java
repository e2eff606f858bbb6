package org.imagefactory.steps;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import org.imagefactory.console.ThreadEnd;
import org.imagefactory.machine.Activity;
import org.imagefactory.machine.VirtualMachine;
import org.jspecify.annotations.Nullable;

/**
 * Asks an engine what its machine has done, on a thread of its own: an engine that hangs, as
 * libvirt does while QEMU is stopped, must not keep anybody from looking at the time.
 */
final class ActivityProbe implements AutoCloseable {

    /** After this an engine is taken to hang; whoever waits for an answer goes on without. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final VirtualMachine machine;
    private final Thread thread = new Thread(this::run, "machine-activity");
    private final SynchronousQueue<Boolean> questions = new SynchronousQueue<>();
    private @Nullable Answer answer;

    /** What an engine said; it may know nothing. */
    record Answer(Optional<Activity> activity) {}

    /** Begins to wait for questions. */
    ActivityProbe(VirtualMachine machine) {
        this.machine = machine;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Asks, unless the last question is not answered yet.
     *
     * @return whether the question was put
     */
    boolean ask() {
        return questions.offer(true);
    }

    /** The answer that came since the last call. */
    synchronized Optional<Answer> take() {
        Optional<Answer> taken = Optional.ofNullable(answer);
        answer = null;
        return taken;
    }

    private synchronized void put(Answer newAnswer) {
        answer = newAnswer;
    }

    /** Asks nothing any more; returns when the thread has ended. */
    @Override
    public void close() {
        ThreadEnd.await(thread);
    }

    private void run() {
        try {
            while (questions.take()) {
                put(new Answer(machine.activity()));
            }
        } catch (InterruptedException e) {
            // close() was called: done.
        }
    }
}

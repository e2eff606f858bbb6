package org.imagefactory.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.jspecify.annotations.Nullable;

/**
 * Runs builds, several at a time where the host bears it, and takes more while they run. They start
 * in the order in which they came and nobody overtakes: so a big one waits until there is room for
 * it, and what is behind it waits with it, but never for ever. Safe for threads.
 *
 * @param <R> what a build comes to
 */
public final class BuildQueue<R> implements AutoCloseable {

    private final Ledger ledger;
    private final int places;
    private final Supplier<Optional<ExitStatus>> cancelled;
    private final Consumer<String> log;
    private final Deque<BuildHandle<R>> waiting = new ArrayDeque<>();
    private final Set<BuildHandle<R>> running = new LinkedHashSet<>();
    private final Thread usher = new Thread(this::admit, "build queue");
    private boolean closed;

    /**
     * @param jobs how many builds run at a time at most, at least 1
     * @param budget for all that run at a time; a build that needs more runs alone
     * @param places how many builds may wait
     * @param cancelled tells whether all builds are to end, and with which status
     * @param log hears, on a thread of the queue, of a build that waits though there is a free job
     */
    public BuildQueue(
            int jobs,
            Budget budget,
            int places,
            Supplier<Optional<ExitStatus>> cancelled,
            Consumer<String> log) {
        this.ledger = new Ledger(jobs, budget);
        this.places = places;
        this.cancelled = cancelled;
        this.log = log;
        usher.setDaemon(true);
        usher.start();
    }

    /**
     * Takes one more build.
     *
     * @throws HostException too many are waiting
     * @throws IllegalStateException the queue is closed
     */
    public synchronized BuildHandle<R> submit(Order<R> order) throws HostException {
        if (closed) {
            throw new IllegalStateException("the queue is closed");
        }
        if (waiting.size() >= places) {
            throw new HostException(
                    "%d builds are waiting already".formatted(waiting.size()),
                    "try again when some of them are done");
        }
        BuildHandle<R> handle = new BuildHandle<>(order, this, new Cancellation(cancelled));
        waiting.add(handle);
        notifyAll();
        return handle;
    }

    /** Cancels all builds that wait or run now. Returns at once. */
    public void cancelAll(ExitStatus status) {
        List<BuildHandle<R>> all = new ArrayList<>();
        synchronized (this) {
            all.addAll(waiting);
            all.addAll(running);
        }
        all.forEach(handle -> handle.cancel(status));
    }

    /** Takes no more builds; those that wait and run come to their ends. Returns at once. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Whether a build was still waiting; it does so no more. */
    synchronized boolean withdraw(BuildHandle<R> handle) {
        boolean waited = waiting.remove(handle);
        notifyAll();
        return waited;
    }

    synchronized void leave(BuildHandle<R> handle) {
        if (running.remove(handle)) {
            ledger.giveBack(handle.demand());
            notifyAll();
        }
    }

    private void admit() {
        try {
            for (BuildHandle<R> next = next(); next != null; next = next()) {
                next.start();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does
        }
    }

    /** The next build to start, as soon as there is room for it; null at the end of the queue. */
    private synchronized @Nullable BuildHandle<R> next() throws InterruptedException {
        @Nullable BuildHandle<R> told = null;
        while (!(closed && waiting.isEmpty())) {
            BuildHandle<R> first = waiting.peek();
            if (first != null && ledger.admits(first.demand())) {
                waiting.remove();
                running.add(first);
                ledger.take(first.demand());
                return first;
            }
            if (first != null && first != told && ledger.hasIdleJob()) {
                log.accept(first.image() + " waits for what other builds have taken");
                told = first;
            }
            wait();
        }
        return null;
    }
}

package org.imagefactory.cli;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Answers that several threads find, handed out in the order of the questions. Closing ends what is
 * still looked for, and waits until it has ended.
 *
 * @param <A> kind of answer
 */
final class Answers<A> implements AutoCloseable {

    private final ExecutorService threads;
    private final Queue<Future<A>> answers = new ArrayDeque<>();

    /**
     * @param atOnce how many threads there are
     * @param questions what they do; may throw nothing but what is unchecked, and {@link
     *     InterruptedException}
     */
    Answers(int atOnce, Collection<? extends Callable<A>> questions) {
        threads = Executors.newFixedThreadPool(atOnce);
        questions.forEach(question -> answers.add(threads.submit(question)));
    }

    /**
     * Waits for the next one.
     *
     * @throws InterruptedException the calling thread was interrupted
     */
    A next() throws InterruptedException {
        try {
            return answers.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error; // of memory above all: it has a status of its own
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true; // they are about to end, and what they started with them
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

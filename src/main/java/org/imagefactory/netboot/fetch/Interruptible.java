package org.imagefactory.netboot.fetch;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.imagefactory.error.HostException;

/**
 * Runs work that sits in system calls which an interrupt does not end: reading from a socket,
 * looking up a host name. The work gets a thread of its own; the caller waits, and cancels the work
 * if it is interrupted, or if the work takes too long.
 */
public final class Interruptible {

    /**
     * Closing a socket ends a transfer at once, and so does a signal; a look-up of a name may not.
     */
    private static final long GRACE_SECONDS = 5;

    private Interruptible() {}

    /**
     * @param cancel makes the work on that thread fail soon; called from another one
     * @param watch tells when that is
     * @throws FetchException of the work, or the reason why the watch ended it
     * @throws InterruptedException the caller was interrupted; the work has been cancelled
     */
    public static <T> T call(Callable<T> work, Consumer<Thread> cancel, TransferWatch watch)
            throws IOException, FetchException, HostException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "netboot-download");
        thread.setDaemon(true);
        thread.start();
        try {
            return await(task, () -> cancel.accept(thread), watch);
        } catch (InterruptedException e) {
            cancel.accept(thread);
            awaitEnd(task);
            throw e;
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    private static <T> T await(FutureTask<T> task, Runnable cancel, TransferWatch watch)
            throws FetchException, InterruptedException, ExecutionException {
        while (true) {
            try {
                return task.get(watch.tick().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                Optional<FetchException> end = watch.look();
                if (end.isPresent()) {
                    cancel.run();
                    awaitEnd(task);
                    throw end.get();
                }
            }
        }
    }

    /** The caller was interrupted already: a second interrupt adds nothing and is dropped. */
    private static void awaitEnd(FutureTask<?> task) {
        try {
            task.get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // Cancelled work may end in any way; if it does not end, it has no file open yet.
        }
    }

    private static RuntimeException rethrown(ExecutionException failure)
            throws IOException, FetchException, HostException {
        Throwable cause = failure.getCause();
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof FetchException e) {
            throw e;
        }
        if (cause instanceof HostException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return new IllegalStateException("download failed unexpectedly", cause);
    }
}

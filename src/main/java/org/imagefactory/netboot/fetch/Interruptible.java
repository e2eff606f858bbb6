package org.imagefactory.netboot.fetch;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.imagefactory.error.HostException;

/**
 * Runs work that sits in system calls which an interrupt does not end: reading from a socket,
 * looking up a host name. The work gets a thread of its own; the caller waits, and cancels the work
 * if it is interrupted.
 */
public final class Interruptible {

    /** Closing a socket ends a transfer at once; only a look-up of a name is waited out. */
    private static final long GRACE_SECONDS = 2;

    private Interruptible() {}

    /**
     * @param cancel makes the work fail soon; called from another thread
     * @throws InterruptedException the caller was interrupted; the work has been cancelled
     */
    public static <T> T call(Callable<T> work, Runnable cancel)
            throws IOException, FetchException, HostException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "netboot-download");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            cancel.run();
            awaitEnd(task);
            throw e;
        } catch (ExecutionException e) {
            throw rethrown(e);
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

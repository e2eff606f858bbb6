package org.imagefactory.console;

/** Ends a thread that stops when it is interrupted. */
public final class ThreadEnd {

    private ThreadEnd() {}

    /** Interrupts the thread and returns when it has ended; the caller's own interrupt is kept. */
    public static void await(Thread thread) {
        boolean interrupted = Thread.interrupted();
        thread.interrupt();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

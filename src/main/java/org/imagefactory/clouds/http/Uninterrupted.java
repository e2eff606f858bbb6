package org.imagefactory.clouds.http;

import java.util.function.Consumer;

/**
 * Asks for what has to be undone at a cloud: an interrupt, which may be why it is undone, neither
 * keeps it there nor is forgotten.
 */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** Undoes one thing. */
    @FunctionalInterface
    public interface Undoing {
        void run() throws Exception;
    }

    /**
     * Undoes it; the thread is interrupted afterwards if it was before, or has been meanwhile.
     *
     * @param failed hears why it was not done, unless another interrupt ended it
     */
    public static void run(Undoing undoing, Consumer<Exception> failed) {
        boolean interrupted = Thread.interrupted();
        try {
            undoing.run();
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            failed.accept(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The same of what cannot be helped if it fails: another failure is told, or none matters. */
    public static void quietly(Undoing undoing) {
        run(undoing, failure -> {});
    }
}

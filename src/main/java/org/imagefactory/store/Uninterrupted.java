package org.imagefactory.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Reads and writes files to the end. Java closes the channel of a thread that is interrupted: the
 * record of a build that is cancelled could never be written.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    /**
     * @param <T> what is read
     */
    @FunctionalInterface
    interface FileWork<T> {
        T run() throws IOException;
    }

    /** Does the work, again where it was interrupted; the thread is interrupted afterwards. */
    static <T> T call(FileWork<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

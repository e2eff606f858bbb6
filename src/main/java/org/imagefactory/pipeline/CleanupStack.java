package org.imagefactory.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has to be undone at the end of a build, in reverse order of acquisition. Register an undo on
 * the line after (or, where a crash in between would leak, before) the thing is acquired.
 */
public final class CleanupStack {

    private record Entry(String description, boolean onlyOnFailure, Undo undo) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Runs at the end of the build in any case. */
    public synchronized void always(String description, Undo undo) {
        entries.push(new Entry(description, false, undo));
    }

    /** Runs at the end of the build unless it succeeded. */
    public synchronized void onFailure(String description, Undo undo) {
        entries.push(new Entry(description, true, undo));
    }

    /**
     * Runs what is registered, last first. An undo that fails is told to the listener and stops
     * nothing. An interrupt is kept away from the undos and restored afterwards.
     *
     * @param succeeded whether the build did
     * @param warnings hears one line for each undo that failed
     */
    public void unwind(boolean succeeded, Consumer<String> warnings) {
        boolean interrupted = Thread.interrupted();
        for (Entry entry = next(); entry != null; entry = next()) {
            if (succeeded && entry.onlyOnFailure()) {
                continue;
            }
            interrupted |= undo(entry, warnings);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Entry next() {
        return entries.poll();
    }

    /** Returns whether an interrupt arrived meanwhile. */
    @SuppressWarnings("CatchingUnchecked") // whatever an undo throws, the others must run
    private static boolean undo(Entry entry, Consumer<String> warnings) {
        try {
            entry.undo().run();
        } catch (Exception e) {
            warnings.accept("could not %s: %s".formatted(entry.description(), e.getMessage()));
            return Thread.interrupted() || e instanceof InterruptedException;
        }
        return Thread.interrupted();
    }
}

package org.imagefactory.pipeline;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.imagefactory.error.FileReason;
import org.jspecify.annotations.Nullable;

/**
 * What has to be undone at the end of a build, in reverse order of acquisition. Register an undo on
 * the line after (or, where a crash in between would leak, before) the thing is acquired.
 */
public final class CleanupStack {

    private enum When {
        ALWAYS,
        FAILURE,
        INQUIRY
    }

    private record Entry(String description, When when, Undo undo) {}

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Runs at the end of the build in any case. */
    public synchronized void always(String description, Undo undo) {
        entries.push(new Entry(description, When.ALWAYS, undo));
    }

    /** Runs at the end of the build unless it succeeded. */
    public synchronized void onFailure(String description, Undo undo) {
        entries.push(new Entry(description, When.FAILURE, undo));
    }

    /**
     * Runs at the end of a build that failed by itself, before what was registered earlier is
     * undone: to find out why. A build that somebody cancels has nothing to explain, and nobody
     * waits for it: with an interrupt, the inquiries that have not run are left out.
     */
    public synchronized void inquire(String description, Undo inquiry) {
        entries.push(new Entry(description, When.INQUIRY, inquiry));
    }

    /** Forgets the inquiries so far: what fails from here on is nothing that they could explain. */
    public synchronized void closeInquiries() {
        entries.removeIf(entry -> entry.when() == When.INQUIRY);
    }

    /**
     * Runs what is registered, last first. An undo that fails is told to the listener and stops
     * nothing. An interrupt is kept away from the undos and restored afterwards; an undo that fails
     * because one arrives in its middle is done again.
     *
     * @param succeeded whether the build did
     * @param warnings hears one line for each undo that failed
     */
    public void unwind(boolean succeeded, Consumer<String> warnings) {
        boolean interrupted = Thread.interrupted();
        for (Entry entry = next(); entry != null; entry = next()) {
            if (isDue(entry.when(), succeeded, interrupted)) {
                interrupted |= run(entry, warnings);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isDue(When when, boolean succeeded, boolean interrupted) {
        return switch (when) {
            case ALWAYS -> true;
            case FAILURE -> !succeeded;
            case INQUIRY -> !succeeded && !interrupted;
        };
    }

    private synchronized @Nullable Entry next() {
        return entries.poll();
    }

    /** Returns whether an interrupt arrived meanwhile. */
    private static boolean run(Entry entry, Consumer<String> warnings) {
        Throwable failure = failure(entry);
        boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException;
        if (failure != null && interrupted && entry.when() != When.INQUIRY) {
            failure = failure(entry);
            Thread.interrupted(); // known already
        }
        if (failure != null) {
            warnings.accept("could not %s: %s".formatted(entry.description(), reason(failure)));
        }
        return interrupted;
    }

    private static String reason(Throwable failure) {
        return failure instanceof IOException io
                ? FileReason.withPath(io)
                : String.valueOf(failure.getMessage());
    }

    @SuppressWarnings("CatchingUnchecked") // whatever an undo throws, the others must run
    private static @Nullable Throwable failure(Entry entry) {
        try {
            entry.undo().run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}

package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.imagefactory.error.UploadException;
import org.imagefactory.plugin.Job;

/** Removes what a push made, the last first, unless it comes to its end; whatever happens. */
final class Undo implements AutoCloseable {

    private final Job job;
    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean kept;

    private record Step(String what, Removal removal, boolean always) {}

    /** Removes one thing. */
    @FunctionalInterface
    interface Removal {
        void run() throws UploadException, IOException, InterruptedException;
    }

    Undo(Job job) {
        this.job = job;
    }

    /** To be said right after something was made. */
    void onFailure(String what, Removal removal) {
        steps.addFirst(new Step(what, removal, false));
    }

    /** The same of what nobody needs afterwards. */
    void always(String what, Removal removal) {
        steps.addFirst(new Step(what, removal, true));
    }

    /** The push has come to its end. */
    void keep() {
        kept = true;
    }

    /** An interrupt does not keep anything there, nor is it forgotten. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        for (Step step : steps) {
            if (kept && !step.always()) {
                continue;
            }
            try {
                step.removal().run();
            } catch (IOException | UploadException e) {
                job.log("%s is left in AWS: %s".formatted(step.what(), e.getMessage()));
            } catch (InterruptedException e) {
                interrupted = true;
                job.log("%s may be left in AWS".formatted(step.what()));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

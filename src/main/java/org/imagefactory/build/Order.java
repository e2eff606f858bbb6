package org.imagefactory.build;

/**
 * A build that somebody wants.
 *
 * @param id stands beside the events of the build
 * @param image its name
 * @param demand what the build takes
 * @param work builds it
 */
public record Order<R>(BuildId id, String image, Demand demand, Work<R> work) {

    /** Builds one image. */
    @FunctionalInterface
    public interface Work<R> {

        /**
         * Runs on a thread that belongs to this build alone; all threads that it starts are
         * children of that one. If the thread is interrupted, it gives back what it acquired and
         * returns soon.
         *
         * @param cancellation of this build
         */
        R run(Cancellation cancellation);
    }
}

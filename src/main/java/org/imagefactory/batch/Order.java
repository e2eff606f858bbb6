package org.imagefactory.batch;

/**
 * One image of a run.
 *
 * @param image its name
 * @param demand what its build takes
 * @param work builds it
 */
public record Order(String image, Demand demand, Work work) {

    /** Builds one image. */
    @FunctionalInterface
    public interface Work {

        /**
         * Runs on a thread that belongs to this image alone; all threads that it starts are
         * children of that one. If the thread is interrupted, it gives back what it acquired and
         * returns soon.
         */
        ImageResult run();
    }
}

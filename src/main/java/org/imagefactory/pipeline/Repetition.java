package org.imagefactory.pipeline;

/** Whether a step may be done again, in a later attempt that goes on with what was there then. */
public enum Repetition {
    /**
     * It changes in place what other steps made, or goes on with things outside of the staging
     * folder: what it leaves when it fails is nothing to go on with.
     */
    NEVER,
    /** When it fails, everything that the steps before it made is as it was. */
    POSSIBLE,
    /**
     * The same, and its work is taken back when a later step fails: it has to be done again even
     * though it succeeded.
     */
    NEEDED
}

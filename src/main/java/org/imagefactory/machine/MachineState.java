package org.imagefactory.machine;

/**
 * How a machine is, or how it ended.
 *
 * @param kind as far as it makes a difference
 * @param text the engine's own words: {@code shut off (destroyed)}
 */
public record MachineState(Kind kind, String text) {

    /** What makes a difference. */
    public enum Kind {
        /** It runs, or its guest ended it. */
        FINE,
        /** The guest's or the hypervisor's own failure ended it. */
        CRASHED,
        /** Somebody else ended it. */
        STOPPED
    }
}

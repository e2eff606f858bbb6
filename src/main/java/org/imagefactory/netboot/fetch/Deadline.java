package org.imagefactory.netboot.fetch;

import java.time.Duration;

/** A moment of the monotonic clock, which nobody sets. */
public final class Deadline {

    private final Duration limit;
    private final long start = System.nanoTime();

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    /** From now on. */
    public static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    /** Time until then; negative if it is over. */
    Duration left() {
        return limit.minusNanos(System.nanoTime() - start);
    }

    /** How long it was away at first. */
    Duration limit() {
        return limit;
    }
}

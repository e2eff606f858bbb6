package org.imagefactory.attempt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * When something began. The clock may be set meanwhile: then the time until now is that of the
 * monotonic clock, which does not run while the host is suspended.
 */
final class Begin {

    /** So much a clock may drift, or be slewed by, in a long build. */
    private static final Duration DRIFT = Duration.ofSeconds(10);

    private final Instant instant;
    private final LongSupplier nanos;
    private final long begin;

    Begin(Clock clock) {
        this(clock, System::nanoTime);
    }

    /**
     * @param nanos counts nanoseconds from wherever
     */
    Begin(Clock clock, LongSupplier nanos) {
        this.instant = clock.instant();
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    /** By the clock as it was then. */
    Instant instant() {
        return instant;
    }

    /**
     * By the clock as it is now.
     *
     * @param now what that says
     */
    Instant before(Instant now) {
        Instant counted = now.minusNanos(nanos.getAsLong() - begin);
        return Duration.between(counted, instant).abs().compareTo(DRIFT) < 0 ? instant : counted;
    }
}

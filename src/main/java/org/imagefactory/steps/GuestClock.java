package org.imagefactory.steps;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Time as a guest has it: what its processors spent in the host's run queue does not count. A boot
 * that takes half a minute on an idle host takes some on one where ten machines share two
 * processors, and is as good.
 *
 * <p>A host may starve a guest for ever: a quarter of the time counts in any case.
 */
final class GuestClock {

    /** How many times its limit something may take at most, on the host's clock. */
    private static final int MOST = 4;

    private final LongSupplier nanoTime;
    private Duration starved = Duration.ZERO;

    /** A moment. */
    record Mark(long nanos, Duration starved) {}

    /**
     * @param nanoTime the host's clock, one that never jumps, in nanoseconds
     */
    GuestClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The most that something with a limit may take on the host's clock, as time limits. */
    static Duration most(Duration limit) {
        return limit.plus(PowerButton.LIMIT).multipliedBy(MOST);
    }

    /** On the host's clock, in nanoseconds. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** Now. */
    Mark mark() {
        return new Mark(now(), starved);
    }

    /** For how long in all the guest had work and no processor, as far as is known now. */
    void starved(Duration inAll) {
        starved = inAll;
    }

    /** What has passed on the host's clock. */
    Duration hostTime(Mark since) {
        return Duration.ofNanos(now() - since.nanos());
    }

    /** What has passed for the guest. */
    Duration guestTime(Mark since) {
        Duration host = hostTime(since);
        Duration least = host.dividedBy(MOST);
        Duration guest = host.minus(starved.minus(since.starved()));
        return guest.compareTo(least) < 0 ? least : guest;
    }
}

package org.imagefactory.netboot.fetch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and after which pause a failed transfer is tried again.
 *
 * @param tries in all, when the server answers with a passing error or a transfer breaks
 * @param unreachableTries in all, when no server answers: each may cost a whole time limit
 * @param firstDelay before the second try; doubles with every further one
 * @param maxDelay that the doubling stops at
 * @param maxRetryAfter most of a server's Retry-After (RFC 9110 §10.2.3) that is honoured
 */
public record RetryPolicy(
        int tries,
        int unreachableTries,
        Duration firstDelay,
        Duration maxDelay,
        Duration maxRetryAfter) {

    /** About half a minute of patience beyond the servers' own answers. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(
                    6, 3, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(2));

    int tries(FetchException.Kind kind) {
        return switch (kind) {
            case FINAL, MISSING, TOO_SLOW, NO_ROOM -> 1;
            case UNREACHABLE -> unreachableTries;
            case TRANSIENT -> tries;
        };
    }

    /**
     * The pause after a failed try: exponential, its upper half random so that many builders do not
     * come back to a mirror in step.
     *
     * @param failed number of tries so far, from 1
     * @param retryAfter what the server asked for; zero if it asked for nothing
     */
    public Duration delay(int failed, Duration retryAfter) {
        if (!retryAfter.isZero()) {
            return retryAfter.compareTo(maxRetryAfter) > 0 ? maxRetryAfter : retryAfter;
        }
        long doubled = firstDelay.toMillis() << Math.min(failed - 1, 20);
        long full = Math.max(1, Math.min(doubled, maxDelay.toMillis()));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(full / 2, full + 1));
    }
}

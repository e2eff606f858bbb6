package org.imagefactory.service.rest;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often somebody may fail to prove who it is before its proofs are not looked at any more. */
final class FailureLimit {

    private static final int MOST_FAILURES = 300;
    private static final long WINDOW = 60;
    private static final int MOST_ADDRESSES = 10_000;

    private record Count(long since, int failures) {}

    private final Map<String, Count> counts =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };
    private final Clock clock;

    FailureLimit(Clock clock) {
        this.clock = clock;
    }

    /** For how many seconds from now nothing of theirs is looked at; 0 where it is. */
    synchronized long blockedFor(String who) {
        Count count = counts.get(who);
        long passed = count == null ? WINDOW : now() - count.since();
        return count != null && passed < WINDOW && count.failures() >= MOST_FAILURES
                ? WINDOW - passed
                : 0;
    }

    synchronized void failed(String who) {
        Count count = counts.get(who);
        if (count == null || now() - count.since() >= WINDOW) {
            counts.put(who, new Count(now(), 1));
        } else {
            counts.put(who, new Count(count.since(), count.failures() + 1));
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}

package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuestClockTest {

    private long nanos;
    private final GuestClock clock = new GuestClock(() -> nanos);

    @Test
    void waitingForAProcessorDoesNotCount() {
        clock.starved(Duration.ofSeconds(7)); // before
        GuestClock.Mark start = clock.mark();
        pass(100);
        clock.starved(Duration.ofSeconds(47));

        assertThat(clock.guestTime(start)).isEqualTo(Duration.ofSeconds(60));
        assertThat(clock.hostTime(start)).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void aQuarterCountsInAnyCase() {
        GuestClock.Mark start = clock.mark();
        pass(100);
        clock.starved(Duration.ofHours(1));

        assertThat(clock.guestTime(start)).isEqualTo(Duration.ofSeconds(25));
    }

    private void pass(long seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }
}

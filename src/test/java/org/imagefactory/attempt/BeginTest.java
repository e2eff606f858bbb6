package org.imagefactory.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A build took as long as it took, whatever the clock does. */
class BeginTest {

    private static final Instant THEN = Instant.parse("2026-11-30T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Begin begin = new Begin(Clock.fixed(THEN, ZoneOffset.UTC), nanos::get);

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT9S", "-PT9S"})
    void aClockThatIsRightTellsTheBegin(Duration drift) {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(begin.before(THEN.plus(Duration.ofHours(1)).plus(drift))).isEqualTo(THEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1825D", "-P1825D", "PT11S", "-PT11S"})
    void ofOneThatJumpedTheTimeIsCounted(Duration jump) {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        Instant now = THEN.plus(Duration.ofHours(1)).plus(jump);
        assertThat(begin.before(now)).isEqualTo(now.minus(Duration.ofHours(1)));
    }

    @Test
    void atTheTimeItWasWhatItWas() {
        assertThat(begin.instant()).isEqualTo(THEN);
    }
}

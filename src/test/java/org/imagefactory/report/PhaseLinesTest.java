package org.imagefactory.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhaseLinesTest {

    @Test
    void saysDurationsForPeople() {
        assertThat(PhaseLines.seconds(Duration.ofMillis(1234))).isEqualTo("1.2 s");
        assertThat(PhaseLines.seconds(Duration.ofSeconds(184))).isEqualTo("3 min 4 s");
        assertThat(PhaseLines.seconds(Duration.ofMinutes(62))).isEqualTo("1 h 2 min");
    }
}

package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "90s, PT90S",
        "10min, PT10M",
        "1h, PT1H",
        "1h 30min, PT90M",
        "1h30min, PT90M",
        "2d 1 h 1 min 1 s, PT49H1M1S",
        "90, PT90S",
        "' 5 s ', PT5S"
    })
    void parses(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "-1", "1.5h", "30min 1h", "1m", "h", "1h 30", "1H", "x"})
    void refuses(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not " + Durations.FORM);
    }
}

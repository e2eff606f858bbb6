package org.imagefactory.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How texts and JSON values are cast. */
class ParametersTest {

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "YES, true",
        "1, true",
        "False, false",
        "no, false",
        "0, false",
    })
    void readsBooleans(String text, boolean expected) {
        assertThat(of(text).bool("a")).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"on", "y", "2", "''", "' true'"})
    void readsNoOtherBooleans(String text) {
        assertThat(of(text).bool("a")).isEmpty();
    }

    @Test
    void takesBooleansAndNumbersOfJson() {
        assertThat(of(true).bool("a")).contains(true);
        assertThat(of(0).bool("a")).contains(false);
        assertThat(of(1e-7).decimal("a")).contains(new BigDecimal("1.0E-7"));
        assertThat(of(5).whole("a")).contains(5L);
        assertThat(of(5).text("a")).contains("5");
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "007, 7", "5.0, 5", "1.5,", "-1,", "x,", "'',", "99999999999999999999,"})
    void readsWholeNumbers(String text, Long expected) {
        assertThat(of(text).whole("a").orElse(null)).isEqualTo(expected);
    }

    @Test
    void readsDecimals() {
        assertThat(of("0.5").decimal("a")).contains(new BigDecimal("0.5"));
        assertThat(of(".5").decimal("a")).contains(new BigDecimal(".5"));
        assertThat(of("1e5").decimal("a")).isEmpty();
        assertThat(of("9".repeat(1000)).decimal("a")).isEmpty();
    }

    @Test
    void countsWhatIsOfNoKindAsNone() {
        assertThat(of(List.of("x")).text("a")).isEmpty();
        assertThat(of(null).text("a")).isEmpty();
        assertThat(Parameters.NONE.bool("a")).isEmpty();
        assertThat(of(null).values()).containsKey("a");
    }

    private static Parameters of(Object value) {
        Map<String, Object> values = new HashMap<>();
        values.put("a", value);
        return new Parameters(values);
    }
}

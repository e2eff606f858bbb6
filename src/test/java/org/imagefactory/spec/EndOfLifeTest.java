package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndOfLifeTest {

    /** As the platform reads them. */
    @ParameterizedTest
    @ValueSource(strings = {"2028-06-30", "2024-02-29", "0001-01-01", "9999-12-31"})
    void days(String text) {
        assertThat(EndOfLife.parse(text).day()).isEqualTo(LocalDate.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2028",
                "2028-6-30",
                "2028-06-31",
                "2023-02-29",
                "2028/06/30",
                "28-06-2030",
                "2028-06-3x",
                "-028-06-30",
                "2028-06-30 ",
                "２０２８-06-30",
                "2028-00-10"
            })
    void noDays(String text) {
        assertThatThrownBy(() -> EndOfLife.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void whenThereIsSomethingToTell() {
        EndOfLife june = EndOfLife.parse("2028-06-30");
        assertThat(june.notice(LocalDate.of(2028, 4, 30))).isEmpty();
        assertThat(june.notice(LocalDate.of(2028, 5, 1))).get().asString().contains("in 60 days");
        assertThat(june.notice(LocalDate.of(2028, 6, 30))).get().asString().contains("in 0 days");
        assertThat(june.isOver(LocalDate.of(2028, 6, 30))).isFalse();
        assertThat(june.notice(LocalDate.of(2028, 7, 1))).get().asString().contains("ended");
    }
}

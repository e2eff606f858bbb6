package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.imagefactory.service.http.RequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,bytes 0-0/100",
        "bytes=10-19,bytes 10-19/100",
        "bytes=90-,bytes 90-99/100",
        "bytes=90-500,bytes 90-99/100",
        "bytes=-1,bytes 99-99/100",
        "bytes=-500,bytes 0-99/100",
        "bytes=-99999999999999999999,bytes 0-99/100",
        "bytes=0-99999999999999999999,bytes 0-99/100",
        "bytes=00000000000000000000000001-2,bytes 1-2/100",
        "BYTES=0-9,bytes 0-9/100",
        "bytes = 1 - 2,bytes 1-2/100"
    })
    void onePartIsServed(String field, String content) throws Exception {
        assertThat(ByteRange.parse(field, 100).orElseThrow().of(100)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "lines=1-2", "bytes=5-4", "bytes=-", "bytes=a-b", ""})
    void whatIsNotUnderstoodIsIgnored(String field) throws Exception {
        assertThat(ByteRange.parse(field, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
    void whatLiesOutsideIsRefused(String field) {
        assertThatThrownBy(() -> ByteRange.parse(field, 100))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        e -> {
                            assertThat(e.fault().status()).isEqualTo(416);
                            assertThat(e.headers()).containsEntry("Content-Range", "bytes */100");
                        });
    }
}

package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnNamesTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:8075, true",
        "LOCALHOST, true",
        "localhost., true",
        "a.localhost:80, true",
        "127.0.0.1:8075, true",
        "[::1]:8075, true",
        "builder, true",
        "builder.example.com:8075, true",
        "'', true",
        "evil.example, false",
        "evil.example:8075, false",
        "127.0.0.1.evil.example, false",
        "localhost.evil.example., false",
        "builder.example.com.evil.example, false",
        "notlocalhost.example, false"
    })
    void areThoseThatNoStrangerCanRegister(String host, boolean own) {
        assertThat(OwnNames.has(host, "builder.example.com")).isEqualTo(own);
    }
}

package org.imagefactory.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an address, and what of it may be shown. */
class CallbackAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debug",
                "http://a.example",
                "HTTPS://a.example:8443/x?y=z",
                "http://user@a.example/",
                "http://user:p%40ss@a.example/",
                "http://[::1]:80/"
            })
    void isAnAddress(String text) {
        assertThat(CallbackAddress.parse(text)).get().extracting("text").isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Debug",
                "a.example",
                "ftp://a.example/",
                "file:///etc/passwd",
                "http://",
                "http:///x",
                "http://a b/",
                "http://a.example:70000/",
                "javascript:alert(1)"
            })
    void isNone(String text) {
        assertThat(CallbackAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/x:y@z, http://a.example/x:y@z",
        "http://user@a.example/, http://user@a.example/",
        "http://user:secret@a.example/, http://user:REDACTED@a.example/",
        "http://user:se:cr@et@a.example/, http://user:REDACTED@a.example/",
        "https://:secret@a.example, https://:REDACTED@a.example",
        "debug, debug"
    })
    void passwordsAreNotShown(String text, String shown) {
        assertThat(new CallbackAddress(text).redacted()).isEqualTo(shown);
        assertThat(new CallbackAddress(text)).hasToString(shown);
    }

    @Test
    void parametersAreShownWithoutThem() {
        Map<String, Object> parameters =
                Map.of("callbacks", List.of("http://u:secret@a.example/", 3), "other", "x");

        assertThat(CallbackAddress.redacted(parameters))
                .isEqualTo(
                        Map.of(
                                "callbacks",
                                List.of("http://u:REDACTED@a.example/", 3),
                                "other",
                                "x"));
    }

    @Test
    void parametersHaveAListOfThemOrNone() {
        assertThat(CallbackAddress.areValid(Map.of())).isTrue();
        assertThat(CallbackAddress.areValid(Map.of("callbacks", List.of()))).isTrue();
        assertThat(CallbackAddress.areValid(Map.of("callbacks", List.of("debug")))).isTrue();
        assertThat(CallbackAddress.areValid(Map.of("callbacks", "debug"))).isFalse();
        assertThat(CallbackAddress.areValid(Map.of("callbacks", List.of("debug", 1)))).isFalse();
        assertThat(CallbackAddress.areValid(Map.of("callbacks", Arrays.asList("debug", null))))
                .isFalse();
        assertThat(CallbackAddress.in(Map.of("callbacks", List.of("debug", "debug", 1))))
                .hasSize(1);
    }
}

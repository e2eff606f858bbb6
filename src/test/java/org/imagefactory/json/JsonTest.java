package org.imagefactory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read and written, and what is refused. */
class JsonTest {

    @Test
    void indentsByTwoBlanks() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("a", 1);
        object.put("none", null);
        object.put("list", List.of("x", Map.of()));
        object.put("empty", List.of());
        object.put("ü", "\u0001\n\"€😀");

        assertThat(Json.indented(object))
                .isEqualTo(
                        """
                        {
                          "a": 1,
                          "none": null,
                          "list": [
                            "x",
                            {}
                          ],
                          "empty": [],
                          "ü": "\\u0001\\n\\"€😀"
                        }\
                        """);
        assertThat(Json.line(object))
                .isEqualTo(
                        "{\"a\":1,\"none\":null,\"list\":[\"x\",{}],\"empty\":[],"
                                + "\"ü\":\"\\u0001\\n\\\"€😀\"}");
    }

    @Test
    void keepsTheOrderAndTheLastOfTwo() throws JsonException {
        assertThat(Json.object("{\"b\": null, \"a\": 1.5, \"b\": 2}").entrySet())
                .containsExactly(Map.entry("b", 2), Map.entry("a", new BigDecimal("1.5")));
    }

    @Test
    void keepsHalvesOfCharacters() throws JsonException {
        String document = "{\"a\":\"\\ud800x\"}";

        assertThat(Json.line(Json.object(document.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(document);
    }

    @Test
    void takesLongTexts() throws JsonException {
        String text = "x".repeat(32 << 20);

        assertThat(Json.object("{\"a\": \"" + text + "\"}")).containsEntry("a", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{\"a\": }", "{} {}", "{'a': 1}", "[1]", "null", "{a: 1}"})
    void refusesWhatIsNoObject(String document) {
        assertThatThrownBy(() -> Json.object(document))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("is ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E+400",
                "1E+999999999",
                "1.50",
                "-0.0",
                "123456789012345678901234567890.12345678901234567890",
                "123456789012345678901234567890"
            })
    void keepsNumbers(String number) throws JsonException {
        assertThat(Json.line(Json.value(number))).isEqualTo(number.replace("-0.0", "0.0"));
    }

    @Test
    void refusesDeepDocuments() {
        String document = "[".repeat(100_000);

        for (String text : List.of(document, "9".repeat(2000))) {
            assertThatThrownBy(() -> Json.value(text))
                    .isInstanceOf(JsonException.class)
                    .hasMessage(
                            "has more than 100 levels of JSON, or a number of more than 1000 digits");
        }
    }

    @Test
    void refusesWhatIsNotInUtf8() {
        byte[] document = "{\"a\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Json.object(document))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("is not JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1.0 | true",
                "1 | '\"1\"' | false",
                "1 | true | false",
                "null | null | true",
                "null | false | false",
                "{\"a\": 1, \"b\": [null]} | {\"b\": [null], \"a\": 1.0} | true",
                "{\"a\": null} | {\"b\": null} | false",
                "[1, 2] | [2, 1] | false",
                "[1] | [1, 2] | false",
                "100000000000000000000 | 1e20 | true",
                "{} | [] | false"
            })
    void comparesByKindAndWorth(String one, String other, boolean same) throws JsonException {
        assertThat(Json.same(Json.value(one), Json.value(other))).isEqualTo(same);
        assertThat(Json.same(Arrays.asList(Json.value(other)), Arrays.asList(Json.value(one))))
                .isEqualTo(same);
    }

    @Test
    void fieldsThatNobodyWantsAreNull() throws Exception {
        String document = "{\"a\":{\"b\":[1]},\"b\":{\"a\":[{}]},\"c\":[{\"a\":2}]}";
        assertThat(Json.objectWithout(bytes(document), Set.of("b")).toString())
                .isEqualTo("{a={b=[1]}, b=null, c=[{a=2}]}");
        for (String wrong : List.of("", "[]", "{\"a\":1", "{\"b\":[1}", "{\"b\":1} 2")) {
            assertThatThrownBy(() -> Json.objectWithout(bytes(wrong), Set.of("b")))
                    .as(wrong)
                    .isInstanceOf(JsonException.class);
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

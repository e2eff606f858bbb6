package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookWordsTest {

    static List<Arguments> texts() {
        return List.of(
                Arguments.of("a b  c", List.of("a", "b", "c")),
                Arguments.of(" a\t'b c' ", List.of("a", "b c")),
                Arguments.of("a\nb", List.of("a", "b")),
                Arguments.of("a'b'\"c\"d", List.of("abcd")),
                Arguments.of("'' \"\"", List.of("", "")),
                Arguments.of("'\\n' '\"'", List.of("\\n", "\"")),
                Arguments.of("\"\\\"\\\\\\$\\n'\"", List.of("\"\\$\\n'")),
                Arguments.of("a\\ b \\' \\\\", List.of("a b", "'", "\\")),
                Arguments.of(
                        "a $HOME * ; # `x` | ~",
                        List.of("a", "$HOME", "*", ";", "#", "`x`", "|", "~")));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void splits(String text, List<String> words) {
        assertThat(HookWords.split(text)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a 'b", "a \"b", "a \"b\\", "a\\", "it's"})
    void refuses(String text) {
        assertThatThrownBy(() -> HookWords.split(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

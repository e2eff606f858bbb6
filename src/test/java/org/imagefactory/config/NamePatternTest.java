package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    private static final List<String> IMAGES =
            List.of("debian-12", "debian-13", "fedora-44", "opensuse-16.0", "x");

    @ParameterizedTest
    @CsvSource({
        "*,             debian-12 debian-13 fedora-44 opensuse-16.0 x",
        "debian-*,      debian-12 debian-13",
        "debian-1?,     debian-12 debian-13",
        "debian-1[3-9], debian-13",
        "debian-1[!3],  debian-12",
        "*[-]44,        fedora-44",
        "*-1[23]*,      debian-12 debian-13",
        "?,             x",
        "*a*-*4,        fedora-44",
        "opensuse?16?0, opensuse-16.0",
        "debian,        ''",
        "?debian-12,    ''",
        "deb*[9-1]*,    ''",
        "[x],           x",
        "**x**,         x",
    })
    void matchesAsAShellDoes(String pattern, String matches) {
        NamePattern names = new NamePattern(pattern);

        assertThat(IMAGES.stream().filter(names::matches))
                .containsExactlyElementsOf(
                        matches.isEmpty() ? List.of() : List.of(matches.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "[a,    [a",
        "[]a],  ]",
        "[]a],  a",
        "[!],   [!]",
        "[!]a], b",
        "[[x],  [",
        "[a-],  -",
        "[-a],  -",
        "[^a],  ^",
        "[a&&b], &",
        "[a\\], \\",
        "a.c,   a.c",
        "[a-c-e], -",
        "$(x),  $(x)",
    })
    void takesOddCharactersAsTheyAre(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a.c, abc", "[^a], b", "[!]a], a", "[a&&b], c"})
    void hasNoOtherSpecialCharacters(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isFalse();
    }

    @Test
    void knowsWhatIsAPattern() {
        assertThat(List.of("a*", "a?", "[ab]")).allMatch(NamePattern::isPattern);
        assertThat(List.of("debian-13", "a]", "{a,b}")).noneMatch(NamePattern::isPattern);
    }

    @Test
    void tellsWhichNamesAreNear() {
        assertThat(new NamePattern("debain-*").near(IMAGES))
                .containsExactly("debian-12", "debian-13");
        assertThat(new NamePattern("fedroa-4?").near(IMAGES)).containsExactly("fedora-44");
        assertThat(new NamePattern("debian-1[4-9]").near(IMAGES))
                .containsExactly("debian-12", "debian-13");
        assertThat(new NamePattern("ubuntu-*").near(IMAGES)).isEmpty();
    }
}

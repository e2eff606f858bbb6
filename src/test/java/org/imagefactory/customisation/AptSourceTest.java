package org.imagefactory.customisation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AptSourceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            nullValues = "-",
            value = {
                "http://m/d | deb | '' | http://m/d | '' | ''",
                "deb http://m/d trixie main contrib | deb | '' | http://m/d | trixie | main contrib",
                "http://m/d ./ | deb | '' | http://m/d | ./ | ''",
                "deb-src [arch=amd64  lang=en] http://m/d s c | deb-src | arch=amd64  lang=en |"
                        + " http://m/d | s | c",
                "[trusted=yes] http://m/d s c | deb | trusted=yes | http://m/d | s | c",
                "debian.example/x | deb | '' | debian.example/x | '' | ''",
                "'' | deb | '' | '' | '' | ''",
            })
    void isALineOfSources(
            String text, String type, String options, String uri, String suite, String parts) {
        assertThat(AptSource.parse(text))
                .isEqualTo(new AptSource(type, options, uri, suite, parts));
    }

    @ParameterizedTest
    @CsvSource({"my repo, my_repo", "a/../b, a_.._b", ".hidden, _.hidden", "-x, _-x", "'', _"})
    void namesAreHarmless(String name, String harmless) {
        assertThat(RepositoryNames.of(name)).isEqualTo(harmless);
    }
}

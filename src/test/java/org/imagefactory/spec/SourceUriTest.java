package org.imagefactory.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUriTest {

    @Test
    void severalUrisHaveAnyWhiteSpaceBetweenThem() {
        assertThat(SourceUri.parseAll("http://a/l\n  HTTPS://b/l\trsync://c/m/l "))
                .extracting(SourceUri::text)
                .containsExactly("http://a/l", "HTTPS://b/l", "rsync://c/m/l");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://a/l", "file:///a%20b", "/my files/linux", "rel/my linux", "/a  b"})
    void whatWasOneSourceStaysOne(String text) {
        assertThat(SourceUri.parseAll(text)).containsExactly(SourceUri.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/l /srv/l, nor several",
        "/srv/l http://a/l, nor several",
        "http://a/l file:///srv/l, nor several",
        "http://a/my linux, nor several",
        "http://a/l http://b/, does not name a file",
        "ftp://a/l ftp://b/l, 'ftp' is not one of",
    })
    void aListHasRemoteFilesOnly(String text, String problem) {
        assertThatThrownBy(() -> SourceUri.parseAll(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }
}

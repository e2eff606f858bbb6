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

    /** Names with underscores are common in the networks of containers. */
    @ParameterizedTest
    @CsvSource({
        "http://my_mirror:8080/f/linux, http://my_mirror:8080/f/linux, my_mirror:8080",
        "rsync://joe:s@my_mirror/f/linux, rsync://joe:s@my_mirror/f/linux, my_mirror",
        "http://u:p@Bücher.example/f?x=1, http://u:p@xn--bcher-kva.example/f?x=1,"
                + " xn--bcher-kva.example",
    })
    void hostsOfAllKinds(String text, String ascii, String server) {
        SourceUri uri = SourceUri.parse(text);
        assertThat(uri.text()).isEqualTo(ascii);
        assertThat(uri.server()).isEqualTo(server);
        assertThat(uri.path()).startsWith("/f");
    }

    @ParameterizedTest
    @CsvSource({
        "http://u:s3cret@a%62/f, 'a%62' is no host",
        "http://-bücher-:x/f, is no host",
        "http://my_host:x/f, is no host",
        "http://:80/f, is no host",
        "http://u:pw/s3cret@h/f, 'http://********@h/f' is not a URI: in a user name or password",
        "http://u:pw#s3cret@h/f, write / ? # @ and % as",
        "http://u:s3cret%x@h/f, 'http://********@h/f' is not a URI: Malformed escape pair",
        "http:/u:s3cret@h/f, '********@h/f' does not name a file",
        "http://u:s3cret x@h/f, http://********@h/f",
    })
    void badHostsAreNamed(String text, String problem) {
        assertThatThrownBy(() -> SourceUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("s3cret");
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

package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.imagefactory.error.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSelectorTest {

    private static final String FILE =
            """
            [DEFAULT]
            tags=${more}
            more=
            [debian-13]
            tags=nightly, stable
            [fedora-44]
            more=nightly
            upload_destinations=server
            [debian-12]
            [server]
            upload_target=rsync://s/
            [odd[1-2]]
            tags=odd
            """;

    @TempDir Path folder;
    private Fixture files;

    @BeforeEach
    void write() {
        files = new Fixture(folder).file(FILE);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "'fedora-44 debian-13',           '',              fedora-44! debian-13!",
        "'debian-*',                      '',              debian-13 debian-12",
        "'fedora-44 debian-*',            '',              fedora-44! debian-13 debian-12",
        "'debian-12 debian-* debian-12',  '',              debian-12! debian-13",
        "'debian-* debian-12',            '',              debian-13 debian-12!",
        "'*44 *4 ?edora*',                '',              fedora-44",
        "'[!o]*',                         '',              debian-13 fedora-44 debian-12",
        "'odd[1-2]',                      '',              odd[1-2]!",
        "'nobody-knows',                  '',              nobody-knows!",
        "'',                              '',              debian-13 fedora-44 debian-12 odd[1-2]",
        "'',                              nightly,         debian-13 fedora-44",
        "'',                              'odd stable',    debian-13 odd[1-2]",
        "'debian-*',                      nightly,         debian-13",
        "'fedora-44 debian-*',            'stable nightly', fedora-44! debian-13",
        "'debian-12 debian-13',           nightly,         debian-13!",
        "'nobody-knows fedora-44',        nightly,         nobody-knows! fedora-44!",
    })
    void choosesByNamesPatternsAndTags(String names, String tags, String expected)
            throws ConfigurationException {
        assertThat(select(names, tags))
                .extracting(image -> image.name() + (image.named() ? "!" : ""))
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "debain-*         | ''     | no image matches 'debain-*'; near: debian-13, debian-12",
                "serv*            | ''     | no image matches 'serv*'",
                "debian-* arch*   | ''     | no image matches 'arch*'",
                "''               | nihgtly | no image has the tag 'nihgtly'; did you mean 'nightly'?",
                "debian-12        | odd    | none of the images debian-12 has the tag odd",
            })
    void whatMeansNothingIsAnError(String names, String tags, String message) {
        ConfigurationException e =
                catchThrowableOfType(ConfigurationException.class, () -> select(names, tags));

        assertThat(e).hasMessage(message);
    }

    @Test
    void everyPatternWithoutAnImageIsTold() {
        ConfigurationException e =
                catchThrowableOfType(ConfigurationException.class, () -> select("a* b*", ""));

        assertThat(e.problems()).hasSize(2);
    }

    @Test
    void anImageWhoseTagsCannotBeToldIsMeant() throws ConfigurationException {
        files.file("[debian-12]\ntags=${nothing}\n");

        assertThat(select("", "nightly"))
                .extracting(SelectedImage::name)
                .containsExactly("debian-13", "fedora-44", "debian-12");
    }

    @Test
    void aConfigurationWithoutImagesIsAnError() {
        files = new Fixture(folder).file("[DEFAULT]\nlinux=/l\n");

        assertThat(catchThrowableOfType(ConfigurationException.class, () -> select("", "")))
                .hasMessage("no images are configured");
    }

    private List<SelectedImage> select(String names, String tags) throws ConfigurationException {
        return new ImageSelector(files.layers(), files.reader())
                .select(new Selection(words(names), false, words(tags)));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }
}

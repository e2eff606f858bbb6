package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.imagefactory.spec.AnswerFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeysTest {

    static List<Key<?>> keys() {
        return List.copyOf(Keys.all());
    }

    @Test
    void spellingsAndOptionsAreUnique() {
        List<String> names = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (Key<?> key : Keys.all()) {
            names.add(key.name().replace('_', '-'));
            key.options().forEach(option -> options.addAll(option.names()));
        }
        assertThat(names).doesNotHaveDuplicates();
        assertThat(options)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrder(
                        "-c",
                        "--cache-dir",
                        "--arch",
                        "--firmware",
                        "-f",
                        "--format",
                        "--image-size",
                        "--mac",
                        "--installer-logs",
                        "--no-installer-logs",
                        "--log-file",
                        "--no-log-file",
                        "--log-filename",
                        "--offline",
                        "--no-stale");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void defaultParses(Key<?> key) {
        for (Host host : List.of(Fixture.USER, Fixture.ROOT)) {
            String text = Defaults.of(key, host, "img");
            if (!text.isEmpty()) {
                assertThatCode(() -> key.parse(text)).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isDocumented(Key<?> key) {
        assertThat(key.documentation()).endsWith(".").doesNotContain("  ");
        assertThat(key.label()).isNotEmpty();
        key.options().forEach(o -> assertThat(o.documentation()).isNotEmpty().doesNotEndWith("."));
        key.options().stream()
                .flatMap(option -> option.value().stream())
                .forEach(
                        value -> assertThatCode(() -> key.parse(value)).doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void bothSpellingsFindTheRow(Key<?> key) {
        assertThat(Keys.find(key.name().replace('-', '_'))).containsSame(key);
        assertThat(Keys.find(key.name().replace('_', '-'))).containsSame(key);
    }

    /** A key that is wrongly among them lets images be skipped that are no longer what is asked. */
    @Test
    void everyKindOfAnswerFileHasItsKey() {
        assertThat(Keys.answerFiles())
                .extracting(key -> AnswerFile.Kind.named(key.name()))
                .containsExactlyInAnyOrder(AnswerFile.Kind.values());
    }

    @Test
    void neutralKeys() {
        assertThat(Keys.all())
                .filteredOn(Key::neutral)
                .extracting(Key::name)
                .containsExactly(
                        "boot-timeout",
                        "cache_dir",
                        "connect",
                        "eol",
                        "inactivity-timeout",
                        "install-timeout",
                        "installer-logs",
                        "keep",
                        "keep-daily",
                        "keep-failures",
                        "keep-monthly",
                        "keep-weekly",
                        "latest-link",
                        "log-file",
                        "log-filename",
                        "metrics-file",
                        "notify-command",
                        "offline",
                        "rebuild-after",
                        "report-html",
                        "sign-keyring",
                        "stale",
                        "tags",
                        "tested",
                        "vnc",
                        "watch");
    }

    @Test
    void numberedHooksAreKnown() {
        assertThat(Keys.isKnown("post-upload-command12")).isTrue();
        assertThat(Keys.isKnown("post_upload_command1")).isTrue();
        assertThat(Keys.isKnown("post-build-command1")).isFalse();
        assertThat(Keys.isCommand("post_build_command")).isTrue();
        assertThat(Keys.isCommand("append")).isFalse();
    }
}

package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Field;
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

    /** Else a message would name it by a word that no user knows. */
    @Test
    void everyFieldHasItsKey() {
        // asked for by other front ends only, where each part of it names its own place
        EnumSet<Field> keyless = EnumSet.of(Field.CUSTOMISATION);
        assertThat(Keys.all())
                .flatExtracting(key -> key.field().stream().toList())
                .containsAll(EnumSet.complementOf(keyless));
    }

    @Test
    void messagesAreToldInTheWordsOfKeysAndOptions() {
        assertThat(
                        Effective.tell(
                                "raise %s, %s or %s; %s; %s; %s; %s"
                                        .formatted(
                                                Field.MEMORY,
                                                Field.DISK_SIZE,
                                                Field.INSTALLATION_LIMIT,
                                                Field.OFFLINE,
                                                Field.NO_STALE,
                                                Field.CACHE_FOLDER,
                                                "\u2039other\u203a")))
                .isEqualTo(
                        "raise ram, image-size or install-timeout; --offline; --no-stale;"
                                + " --cache-dir; \u2039other\u203a");
    }

    @Test
    void onlyAnswerFilesHaveSeveralKeysForAField() {
        Set<Field> seen = EnumSet.of(Field.ANSWER_FILE);
        assertThat(Keys.all())
                .filteredOn(key -> key.field().filter(f -> !seen.add(f)).isPresent())
                .extracting(Key::name)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(AnswerFile.Kind.values())
                                .<String>map(kind -> Keys.answerFile(kind).name())
                                .toList());
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

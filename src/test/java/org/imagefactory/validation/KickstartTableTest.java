package org.imagefactory.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KickstartTableTest {

    @ParameterizedTest
    @CsvSource({
        "centos-stream9, RHEL9",
        "almalinux9, RHEL9",
        "rocky9, RHEL9",
        "rhel9.4, RHEL9",
        "rhel9-unknown, RHEL9",
        "centos-stream10, RHEL10",
        "almalinux10, RHEL10",
        "rocky10, RHEL10",
        "rhel10.0, RHEL10",
        "fedora43, F43",
        "fedora44, F44",
        "fedora37,",
        "centos8,",
        "rhel8.6,",
        "fedora-rawhide,",
        "debian13,",
    })
    void releaseOfAnOsinfo(String osinfo, KickstartRelease release) {
        assertThat(KickstartRelease.of(osinfo)).isEqualTo(Optional.ofNullable(release));
    }

    @Test
    void readsWhatTheProgramHas() {
        KickstartTable table = KickstartTable.load();

        assertThat(table.names()).hasSizeGreaterThan(80).contains("part", "%post", "poweroff");
        KickstartCommand repo = table.find("repo").orElseThrow();
        assertThat(repo.arguments().least()).isZero();
        assertThat(repo.arguments().most()).isZero();
        assertThat(repo.option("--name", Optional.empty()).orElseThrow().required()).isTrue();
        assertThat(repo.option("--base", Optional.empty()).orElseThrow().name())
                .isEqualTo("--baseurl");
        assertThat(repo.option("--ssl", Optional.empty())).isEmpty();
        KickstartCommand btrfs = table.find("btrfs").orElseThrow();
        assertThat(btrfs.arguments().least()).isEqualTo(1);
        assertThat(btrfs.arguments().most()).isEqualTo(Integer.MAX_VALUE);
        KickstartCommand bootloader = table.find("bootloader").orElseThrow();
        assertThat(
                        bootloader
                                .option("--location", Optional.empty())
                                .orElseThrow()
                                .accepted()
                                .words())
                .containsExactly("mbr", "partition", "none", "boot");
        assertThat(
                        table.find("mount")
                                .orElseThrow()
                                .option("--reformat", Optional.empty())
                                .orElseThrow()
                                .value())
                .isEqualTo(KickstartOption.Value.POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a a",
                "a\n  --x --x",
                "a\n  ; strange",
                "a\n  ; only RHEL6",
                "a\n  ; arguments many",
                "a\n  --x=#?",
                "a\n  --x=/(",
                "a\n  --x\n  ; one-of --x --y",
            })
    void refusesAWrongTable(String text) {
        List<String> lines = text.lines().toList();

        assertThatThrownBy(() -> KickstartTable.parse(lines))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "part / --size=1 | part;/;--size=1",
                "user --gecos=\"A B\" 'c d' | user;--gecos=A B;c d",
                "rootpw \"a\\\"b\\\\c\\d\" | rootpw;a\"b\\c\\d",
                "a\\ b 'it''s' '' | a b;its;",
                "rootpw a#b c | rootpw;a",
                "rootpw \"a#b\" # c | rootpw;a#b",
            })
    void wordsAreThoseOfAShell(String line, String words) {
        assertThat(KickstartWords.split(line.strip()))
                .containsExactly(words.strip().split(";", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rootpw \"x", "rootpw 'x", "rootpw \"x\\", "part / \\"})
    void wordsThatDoNotEnd(String line) {
        assertThatThrownBy(() -> KickstartWords.split(line))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

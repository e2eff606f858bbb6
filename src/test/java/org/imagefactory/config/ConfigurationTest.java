package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @TempDir Path folder;

    private String error(String... texts) {
        Fixture fixture = new Fixture(folder);
        for (String text : texts) {
            fixture.file(text);
        }
        try {
            fixture.layers();
            return "no error";
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage()).replace(folder + "/", "");
        }
    }

    @Test
    void brokenLinesAreToldAllAtOnce() {
        assertThat(
                        error(
                                """
                        a=b
                        c=d
                        [s]
                        k=v
                        no delimiter
                          its continuation
                        =x
                        K=w
                        [s]
                        """,
                                "\ufeff[a]\n"))
                .isEqualTo(
                        """
                        1.conf:1: 'a=b' stands before the first [section]
                        1.conf:5: section [s]: 'no delimiter' is neither key=value nor [section]
                        1.conf:7: section [s]: '=x' is neither key=value nor [section]
                        1.conf:8: section [s]: key 'k' stands already in line 4
                        1.conf:9: section [s] stands already in line 3
                        2.conf:1: the file starts with a byte order mark; remove it\
                        """);
    }

    @Test
    void textMustBeUtf8() throws Exception {
        Path file = folder.resolve("x.conf");
        Files.write(file, new byte[] {'[', 'a', ']', '\n', 'k', '=', (byte) 0xe4, '\n'});
        assertThatThrownBy(() -> Configuration.load(List.of(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ":2: not UTF-8 text");
    }

    @Test
    void namedFileMustExist() throws Exception {
        Host host = new Host(folder, false, folder, () -> LocalDate.EPOCH, TestEngines::settings);
        assertThatThrownBy(() -> Configuration.load(Optional.of("missing.conf"), host))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(folder.resolve("missing.conf") + ": not a file");
        Files.writeString(folder.resolve("my.conf"), "[a]\n");
        assertThat(Configuration.load(Optional.of("my.conf"), host).files())
                .containsExactly(folder.resolve("my.conf"));
    }

    @Test
    void userFileIsReadOnTopOfTheSystemFile() throws Exception {
        Host host = new Host(folder, false, folder, () -> LocalDate.EPOCH, TestEngines::settings);
        Path user = Files.createDirectory(folder.resolve(".config")).resolve("image-factory.conf");
        Files.writeString(user, "[a]\n");
        Configuration configuration = Configuration.load(Optional.empty(), host);
        assertThat(configuration.candidates())
                .containsExactly(Path.of("/etc/image-factory.conf"), user);
        assertThat(configuration.files()).endsWith(user);
    }

    @Test
    void folderInPlaceOfAFile() throws Exception {
        assertThatThrownBy(() -> Configuration.load(List.of(folder)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(folder + ": cannot be read: ");
    }

    /** The message names the file, and nothing is read that has no end. */
    @Test
    @Timeout(60)
    void whatIsNoConfiguration() throws Exception {
        Path large = folder.resolve("large.conf");
        Files.writeString(large, "[a]\nappend=" + "x".repeat(5 << 20));
        Path lines = folder.resolve("lines.conf");
        Files.writeString(lines, "[a]\n" + "#\n".repeat(250_000));
        Path endless = Files.createSymbolicLink(folder.resolve("z"), Path.of("/dev/zero"));
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        for (Path file : List.of(large, lines, endless, pipe)) {
            assertThatThrownBy(() -> Configuration.load(List.of(file)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(file + ": cannot be read: ");
        }
        Path none = Files.createSymbolicLink(folder.resolve("n"), Path.of("/dev/null"));
        assertThat(Configuration.load(List.of(none)).files()).containsExactly(none);
    }

    /** Ten lines that would become 10^15 characters, or take as long as if they were. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x"})
    @Timeout(60)
    void variablesThatGrowWithoutEnd(String seed) throws Exception {
        StringBuilder text = new StringBuilder("[a]\nappend=${v0}\nv8=" + seed + "\n");
        for (int i = 0; i < 8; i++) {
            text.append("v" + i + "=" + ("${v" + (i + 1) + "}").repeat(90) + "\n");
        }
        Path file = Files.writeString(folder.resolve("laughs.conf"), text);
        Configuration configuration = Configuration.load(List.of(file));
        RawValue value = configuration.find("a", "append").orElseThrow();
        assertThatThrownBy(() -> Interpolation.resolve(configuration, "a", "append", value))
                .isInstanceOf(InterpolationException.class)
                .hasMessageContaining("longer than any value");
    }

    @ParameterizedTest
    @CsvSource({"novalue", "=x", "' = x'"})
    void badAssignment(String text) {
        assertThatThrownBy(() -> Assignment.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessage("option --set: '" + text + "' is not KEY=VALUE");
    }

    @ParameterizedTest
    @CsvSource({
        "debian-31, debian-13",
        "debian13, debian-13",
        "Debian-12, debian-12",
        "fedora-4, fedora-44",
        "opensuse, ''"
    })
    void suggestions(String typed, String nearest) {
        assertThat(
                        Suggestions.nearest(typed, List.of("debian-12", "debian-13", "fedora-44"))
                                .orElse(""))
                .isEqualTo(nearest);
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a",
        "a/b, /build/a/b",
        "~, /home/me",
        "~/x, /home/me/x",
        "~x, /build/~x",
        "/, /"
    })
    void paths(Path path, Path absolute) {
        assertThat(Fixture.USER.resolve(path)).isEqualTo(absolute);
    }
}

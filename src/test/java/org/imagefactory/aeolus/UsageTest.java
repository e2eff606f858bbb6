package org.imagefactory.aeolus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of command lines. */
class UsageTest {

    @TempDir Path folder;
    private Program program;

    @BeforeEach
    void prepare() throws Exception {
        program = new Program(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bogus images {} | Unknown option",
                "bogus | Unmatched argument",
                "--verbose | a command is missing",
                "template | a command is missing",
                "store | a command is missing",
                "cloud | a command is missing",
                "cloud clean x | Unmatched argument",
                "provider check @p | an operand is missing",
                "provider check @p c more | the operand 'more' is too many",
                "images | an operand is missing",
                "images {} {} | the operand '{}' is too many",
                "images --output json {} | Unknown option",
                "base_image | an operand is missing",
                "base_image mock.tdl more | the operand 'more' is too many",
                "base_image --debug mock.tdl | Unknown option",
                "base_image --param p mock.tdl | '--param' may be any of",
                "base_image --parameter a | ",
                "base_image --id x | Unknown option",
                "target_image mock | exactly one of --id and --template",
                "target_image mock --id x --template mock.tdl | exactly one of",
                "target_image --template mock.tdl | an operand is missing",
                "provider_image @p c --template mock.tdl | TARGET PROVIDER CREDENTIALS",
                "provider_image c --id x | an operand is missing",
                "provider_image t p c more --id x | the operand 'more' is too many",
                "provider_image t p c | exactly one of",
                "import_base_image | an operand is missing",
                "delete | an operand is missing",
                "plugins x | ",
                "template check | an operand is missing",
                "--debug --nodebug images {} | exclude each other",
                "--de --node images {} | '--de'",
                "--output xml images {} | --output must be log or json",
                "--timeout soon images {} | --timeout must be a number",
                "--timeout | ",
            })
    void tellsOfMistakesOnStandardErrorOnly(String line, String message) {
        int status = program.run(line.split(" ", -1));

        assertThat(status).isEqualTo(2);
        assertThat(program.out()).isEmpty();
        assertThat(program.err())
                .startsWith("Usage: imagefactory")
                .contains(message == null ? "" : message)
                .doesNotContain("Exception", "\tat ");
        assertThat(program.store).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-h",
                "--help",
                "--he",
                "base_image -h",
                "provider_image --help",
                "template check -h",
                "store check --help"
            })
    void helpIsOnStandardOutput(String line) {
        int status = program.plain(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(status).isZero();
        assertThat(program.out()).startsWith("Usage: imagefactory");
        assertThat(program.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "--version", "--vers", "--debug -v", "--raw --version"})
    void versionIsAlone(String line) {
        assertThat(program.plain(line.split(" ", -1))).isZero();
        assertThat(program.out()).matches("[0-9]+\\.[0-9.]+\n");
        assertThat(program.err()).isEmpty();
    }

    @Test
    void optionsMayBeShortened() {
        assertThat(
                        program.plain(
                                "--conf=conf",
                                "--outp",
                                "json",
                                "--verb",
                                "--outp=log",
                                "images",
                                "{}"))
                .isZero();
        assertThat(program.out()).isEmpty();
        assertThat(program.run("target_image", "--temp=mock.tdl", "mock", "--file-p", "a", "conf"))
                .isZero();
    }

    @Test
    void valuesMayLookLikeOptions() {
        assertThat(program.run("base_image", "--parameter", "a", "--b=c", "--", "mock.tdl"))
                .isZero();
        program.run("--output", "json", "images", "{}");
        assertThat(program.out()).contains("\"a\": \"--b=c\"");
    }

    @Test
    void lastOneCounts() {
        assertThat(program.run("--output", "json", "--output", "log", "images", "{}")).isZero();
        assertThat(program.out()).isEmpty();
        assertThat(program.run("target_image", "a", "--id", "x", "--id", "y")).isEqualTo(1);
        assertThat(program.err()).contains("No image found with id: y");
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(program.plain("completion")).isZero();
        assertThat(program.out()).contains("provider_image", "--ec2-64bit-util");
    }

    @ParameterizedTest
    @ValueSource(strings = {"images {}", "plugins", "template check mock.tdl"})
    void aFolderOfPluginsThatIsGivenMustExist(String command) {
        int status = program.run(("--plugins absent " + command).split(" "));

        assertThat(status).isEqualTo(1);
        assertThat(program.out()).isEmpty();
        assertThat(program.err()).contains(folder.resolve("absent").toString());
        assertThat(program.store).doesNotExist();
    }
}

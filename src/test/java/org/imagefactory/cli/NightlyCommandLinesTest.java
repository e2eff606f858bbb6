package org.imagefactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.imagefactory.config.Keys;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The command lines that the Debian package starts every night. */
class NightlyCommandLinesTest {

    private static final Pattern COMMAND =
            Pattern.compile(
                    "^(?:ExecStart=|[^#\n]*&& )(?:/usr/bin/)?image-factory (.*)$",
                    Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"image-factory.service", "image-factory@.service", "examples/crontab"})
    void areUnderstood(String file) throws IOException {
        List<String[]> commands =
                COMMAND.matcher(Files.readString(Path.of("debian", file)))
                        .results()
                        .map(result -> result.group(1).split(" "))
                        .toList();

        assertThat(commands).hasSize(1);
        ParseResult build = parse(commands.get(0)).subcommand();
        assertThat(build.commandSpec().name()).isEqualTo(CommandTree.BUILD);
        // Exactly one of the two says what to build.
        assertThat(build.hasMatchedOption("--all")).isEqualTo(build.matchedPositionals().isEmpty());
    }

    private static ParseResult parse(String... arguments) {
        return new CommandLine(CommandTree.create(Keys.all(), "0")).parseArgs(arguments);
    }
}

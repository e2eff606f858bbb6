package org.imagefactory.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.Program;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the real jing and xmllint. */
class AutoyastSchemaTest {

    private static final String SCHEMA =
            """
            <element name="profile" xmlns="http://relaxng.org/ns/structure/1.0">
              <element name="mode"><text/></element>
            </element>
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "true, true, <profile><mode/></profile>, jing, true",
        "true, true, <profile><mood/></profile>, jing, false",
        "true, false, <profile><mode/></profile>, xmllint, true",
        "true, false, <profile><mood/></profile>, xmllint, false",
        "false, true, <profile><mood/></profile>, xmllint, true",
        "false, true, <profile><mood></profile>, xmllint, false",
    })
    void validatesAsWellAsItCan(
            boolean schema, boolean jing, String text, String program, boolean right)
            throws Exception {
        Path file = folder.resolve("profile.rng");
        if (schema) {
            Files.writeString(file, SCHEMA);
        }
        Path answers = Files.writeString(folder.resolve("answer-1"), text);

        Command command =
                new AutoyastSchema(file)
                        .command(answers.toString(), other -> jing || other != Program.JING);

        assertThat(command.program()).isEqualTo(program);
        assertThat(isSilent(command)).isEqualTo(right);
    }

    private static boolean isSilent(Command command) throws Exception {
        List<String> words = new ArrayList<>();
        try {
            new CommonsExecRunner(Map.of("PATH", "/usr/bin:/bin"))
                    .run(command.quietly(), (stream, line) -> words.add(line));
        } catch (CommandFailedException e) {
            assertThat(words).anyMatch(word -> !ExternalValidators.isNoise(word));
            return false;
        }
        assertThat(words).allMatch(ExternalValidators::isNoise);
        return true;
    }
}

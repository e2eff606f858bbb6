package org.imagefactory.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines, quoting, masking, the search path. */
class TextTest {

    static List<Arguments> streams() {
        return List.of(
                Arguments.of("a\nb\n", List.of("a", "b")),
                Arguments.of("a\r\nb", List.of("a", "b")),
                Arguments.of("\r 1%\r 2%\r\n", List.of(" 1%", " 2%")),
                Arguments.of("\n\na\n", List.of("", "", "a")),
                Arguments.of("\r\n", List.of("")),
                Arguments.of("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void splitsLines(String text, List<String> expected) {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(lines::add);
        for (int i = 0; i < text.length(); i++) {
            splitter.accept(new char[] {text.charAt(i)}, 1);
        }
        splitter.finish();
        assertThat(lines).isEqualTo(expected);
    }

    @Test
    void quotesOnlyWhatNeedsIt() {
        assertThat(ShellQuote.join(List.of("--a=b", "a b", "it's", "~", ""), Set.of()))
                .isEqualTo("--a=b 'a b' 'it'\\''s' '~' ''");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\t'\\\u0001\u007f", "\u0085ü€\r", "$x `y` \"z\"", "", "#"})
    void aShellReadsWhatWasQuoted(String text) throws Exception {
        String script = "printf %s " + ShellQuote.quote(text) + " | od -An -v -tx1 | tr -d ' \\n'";
        String hex =
                new CommonsExecRunner(Map.of("PATH", "/usr/bin:/bin"))
                        .run(Command.of("bash", "-c", script))
                        .text()
                        .strip();
        assertThat(hex).isEqualTo(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void masksTheLongestSecretFirst() {
        assertThat(ShellQuote.mask("x secretive secret", Set.of("secret", "secretive", "")))
                .isEqualTo("x ******** ********");
    }

    @Test
    void looksForProgramsInTheAdministratorsFoldersToo(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("sh"));
        SearchPath path = SearchPath.of(Map.of("PATH", folder + "::relative:/usr/bin:/usr/bin"));
        assertThat(path).hasToString(folder + ":/usr/bin:/usr/local/sbin:/usr/sbin:/sbin");
        assertThat(path.find("sh")).contains(Path.of("/usr/bin/sh"));
        assertThat(path.find("")).isEmpty();
        assertThat(path.find("/nowhere/sh")).isEmpty();
    }
}

package org.imagefactory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.error.ExitStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The generated parts of committed files are up to date. {@code mvn test -Dupdate=true
 * -Dtest=GeneratedFilesTest} rewrites them.
 */
class GeneratedFilesTest {

    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of(
                        "conf/image-factory.conf",
                        "image keys",
                        KeyDocs.keysSample(Key.Scope.IMAGE)),
                Arguments.of(
                        "conf/image-factory.conf",
                        "destination keys",
                        KeyDocs.keysSample(Key.Scope.DESTINATION)),
                Arguments.of(
                        "man/image-factory.conf.5",
                        "image keys",
                        KeyDocs.keysRoff(Key.Scope.IMAGE)),
                Arguments.of(
                        "man/image-factory.conf.5",
                        "destination keys",
                        KeyDocs.keysRoff(Key.Scope.DESTINATION)),
                Arguments.of("man/image-factory.conf.5", "image check", KeyDocs.lintRulesRoff()),
                Arguments.of("man/image-factory.1", "options", KeyDocs.optionsRoff()),
                Arguments.of("man/image-factory.1", "exit status", exitStatusRoff()),
                Arguments.of("man/image-factory.1", "gravity", gravityRoff()),
                Arguments.of("README.md", "exit status", exitStatusMarkdown()),
                Arguments.of("README.md", "images", ShippedImages.markdown()));
    }

    private static String exitStatusRoff() {
        return Arrays.stream(ExitStatus.values())
                .map(
                        status ->
                                ".TP\n.B %d\n%s\n"
                                        .formatted(status.code(), KeyDocs.roff(status.meaning())))
                .collect(Collectors.joining());
    }

    private static String gravityRoff() {
        return ExitStatus.byGravity().stream()
                .map(status -> String.valueOf(status.code()))
                .collect(Collectors.joining(", ", "", ".\n"));
    }

    private static String exitStatusMarkdown() {
        return Arrays.stream(ExitStatus.values())
                .map(status -> "| %d | %s |\n".formatted(status.code(), status.meaning()))
                .collect(Collectors.joining("", "| status | meaning |\n|---|---|\n", ""));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void committedFileEqualsGenerated(String name, String part, String content) throws Exception {
        Path file = Path.of(name);
        String committed = Files.readString(file);
        String generated = replace(committed, part, content);
        if (Boolean.getBoolean("update") && !generated.equals(committed)) {
            Files.writeString(file, generated);
            return;
        }
        assertThat(committed).as("%s is old; run with -Dupdate=true", name).isEqualTo(generated);
    }

    /** Replaces what stands between the two marker lines. */
    private static String replace(String text, String part, String content) {
        Pattern block =
                Pattern.compile(
                        "(?ms)(^[^\\n]*BEGIN GENERATED "
                                + part
                                + "\\b[^\\n]*\\n).*?(^[^\\n]*END GENERATED)");
        Matcher matcher = block.matcher(text);
        assertThat(matcher.find()).as("markers of '%s'", part).isTrue();
        return text.substring(0, matcher.end(1)) + content + text.substring(matcher.start(2));
    }
}

package org.imagefactory.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.GeneratedPart;
import org.imagefactory.error.ExitStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated parts of committed files are up to date. */
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
        GeneratedPart.check(Path.of(name), part, content);
    }
}

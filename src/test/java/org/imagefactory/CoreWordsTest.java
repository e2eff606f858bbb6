package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.config.Keys;
import org.junit.jupiter.api.Test;

/**
 * The core names fields: keys are the words of one front end. Keys that are plain words of English,
 * of installers or of image files ({@code keyring}, {@code preseed}, {@code format}) are not looked
 * for.
 */
class CoreWordsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/imagefactory");

    private static final Set<String> FRONT_ENDS =
            Set.of("config", "cli", "aeolus", "service", "tinman");

    /** Not keys there, but names that reports, caches, steps and answer files have for things. */
    private static final Set<String> OTHER_THINGS =
            Set.of(
                    "AutoinstallScripts.java late-commands",
                    "AutoinstallValidator.java cloud-init",
                    "BootTestStep.java boot-test",
                    "GuestLogs.java installer-logs",
                    "KeepReason.java keep-daily",
                    "KeepReason.java keep-failures",
                    "KeepReason.java keep-monthly",
                    "KeepReason.java keep-weekly",
                    "PostBuildStep.java post-build-command",
                    "Role.java checksums-signature",
                    "Role.java installer_image");

    private static final Pattern LITERAL = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"");

    private static Pattern keys() {
        return Pattern.compile(
                Keys.all().stream()
                        .map(key -> key.name())
                        .filter(key -> key.matches(".*[-_].*|ram|append|yast"))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?<![\\w./-])(?:", ")(?![\\w-])")));
    }

    /** Options of the command line, besides those of keys. */
    private static Pattern options() throws IOException {
        return Pattern.compile("\"(--[a-z-]{3,})\"")
                .matcher(Files.readString(SOURCES.resolve("cli/CommandTree.java")))
                .results()
                .map(option -> Pattern.quote(option.group(1)))
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])"),
                                Pattern::compile));
    }

    @Test
    void noTextOfTheCoreNamesAKey() throws IOException {
        assertThat(words(keys(), room -> !FRONT_ENDS.contains(room)))
                .isEqualTo(new TreeSet<>(OTHER_THINGS));
    }

    /** Some have the names of options of programs that the core starts. */
    @Test
    void noTextOfTheCoreNamesAnOption() throws IOException {
        assertThat(words(options(), List.of(ArchitectureTest.CORE)::contains))
                .containsExactlyInAnyOrder(
                        "AutoyastSchema.java --quiet",
                        "Guestfish.java --version",
                        "ToolVersions.java --version");
    }

    /** What is found in the texts of some rooms, with the file's name before it. */
    private static Set<String> words(Pattern words, Predicate<String> rooms) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(
                                    file ->
                                            rooms.test(
                                                    SOURCES.relativize(file).getName(0).toString()))
                            .toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.strip().matches("(?:/\\*)?\\*.*")) {
                        keysIn(line, words)
                                .forEach(word -> found.add(file.getFileName() + " " + word));
                    }
                }
            }
        }
        return found;
    }

    private static List<String> keysIn(String line, Pattern keys) {
        List<String> found = new ArrayList<>();
        Matcher literal = LITERAL.matcher(line);
        while (literal.find()) {
            keys.matcher(literal.group()).results().forEach(key -> found.add(key.group()));
        }
        return found;
    }
}

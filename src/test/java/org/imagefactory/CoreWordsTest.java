package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    private static final Set<String> FRONT_ENDS = Set.of("config", "cli");

    /** Not keys there, but names that reports, caches, steps and answer files have for things. */
    private static final Set<String> OTHER_THINGS =
            Set.of(
                    "AutoinstallScripts.java late-commands",
                    "AutoinstallValidator.java cloud-init",
                    "BootTestStep.java boot-test",
                    "Ec2Checks.java cloud-init",
                    "Flavor.java ram",
                    "GuestLogs.java installer-logs",
                    "KeepReason.java keep-daily",
                    "KeepReason.java keep-failures",
                    "KeepReason.java keep-monthly",
                    "KeepReason.java keep-weekly",
                    "PostBuildStep.java post-build-command",
                    "Role.java checksums-signature",
                    "Role.java installer_image",
                    "StepProgress.java boot-test");

    private static final Pattern LITERAL = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"");

    private static Pattern keys() {
        return Pattern.compile(
                Keys.all().stream()
                        .map(key -> key.name())
                        .filter(key -> key.matches(".*[-_].*|ram|append|yast"))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?<![\\w./-])(?:", ")(?![\\w-])")));
    }

    @Test
    void noTextOfTheCoreNamesAKey() throws IOException {
        Set<String> found = new TreeSet<>();
        Pattern keys = keys();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> core =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(
                                    file ->
                                            !FRONT_ENDS.contains(
                                                    SOURCES.relativize(file).getName(0).toString()))
                            .toList();
            for (Path file : core) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.strip().matches("(?:/\\*)?\\*.*")) {
                        keysIn(line, keys)
                                .forEach(key -> found.add(file.getFileName() + " " + key));
                    }
                }
            }
        }
        assertThat(found).isEqualTo(new TreeSet<>(OTHER_THINGS));
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

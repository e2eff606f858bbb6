package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rooms, wings and layers in docs/architecture.md are those of the code. */
class RoomsTest {

    private static final String ROOT = "org.imagefactory";
    private static final Path SOURCES = Path.of("src/main/java/org/imagefactory");
    private static final Pattern FIRST_SENTENCE =
            Pattern.compile("/\\*\\*(.*?[.])(?:\\s|\\*/)", Pattern.DOTALL);

    /** Every other room belongs to the core. */
    private static final Map<String, Set<String>> WINGS =
            Map.of(
                    "engines",
                    Set.of("engines", "libvirt", "openstack"),
                    "nightly factory",
                    Set.of(
                            "cli",
                            "config",
                            "history",
                            "status",
                            "retention",
                            "freshness",
                            "resume",
                            "batch",
                            "catalog",
                            "web"),
                    "clouds",
                    Set.of("clouds"),
                    "template factory",
                    Set.of("aeolus", "lifecycle", "plugin", "service", "store", "tdl", "tinman"));

    private final NavigableMap<String, NavigableSet<String>> knows = new TreeMap<>();

    RoomsTest() throws URISyntaxException {
        // Only where the program is, not where the tests are.
        Path program =
                Path.of(
                        ImageFactory.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        for (JavaClass type : new ClassFileImporter().importPath(program)) {
            NavigableSet<String> others =
                    knows.computeIfAbsent(room(type.getPackageName()), any -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .map(JavaClass::getPackageName)
                    .filter(name -> name.startsWith(ROOT))
                    .map(RoomsTest::room)
                    .forEach(others::add);
        }
        knows.forEach((room, others) -> others.remove(room));
    }

    @Test
    void documentShowsTheRooms() throws IOException {
        StringBuilder table =
                new StringBuilder(
                        "| layer | room | wing | what is in it | knows |\n|---|---|---|---|---|\n");
        List<String> topDown =
                knows.keySet().stream()
                        .sorted(
                                Comparator.comparing(this::layer)
                                        .reversed()
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        for (String room : topDown) {
            table.append(
                    "| %d | %s | %s | %s | %s |\n"
                            .formatted(
                                    layer(room),
                                    shown(room),
                                    wing(room),
                                    purpose(room),
                                    knows.get(room).stream()
                                            .map(RoomsTest::shown)
                                            .collect(Collectors.joining(" "))));
        }

        GeneratedPart.check(Path.of("docs/architecture.md"), "rooms", table.toString());
    }

    /** The first part of the package's name below the root, empty for the root. */
    private static String room(String packageName) {
        return packageName.equals(ROOT)
                ? ""
                : packageName.substring(ROOT.length() + 1).replaceFirst("\\..*", "");
    }

    private static String shown(String room) {
        return room.isEmpty() ? "(root)" : room;
    }

    /** 0 for a room that knows no other; else one more than the highest that it knows. */
    private int layer(String room) {
        return knows.get(room).stream().mapToInt(other -> layer(other) + 1).max().orElse(0);
    }

    private static String wing(String room) {
        return WINGS.entrySet().stream()
                .filter(wing -> wing.getValue().contains(room))
                .map(Map.Entry::getKey)
                .findAny()
                .orElse("core");
    }

    /** The first sentence of the package's documentation. */
    private static String purpose(String room) throws IOException {
        Path info = SOURCES.resolve(room).resolve("package-info.java");
        Matcher sentence = FIRST_SENTENCE.matcher(Files.readString(info));
        assertThat(sentence.find()).as("%s has a sentence", info).isTrue();
        return sentence.group(1)
                .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                .replaceAll("\\{@[a-z]+ ([^}]*)}", "$1")
                .strip();
    }
}

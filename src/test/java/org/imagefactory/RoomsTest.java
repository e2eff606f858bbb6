package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rooms, wings and layers in docs/architecture.md are those of the code. */
class RoomsTest {

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
                            "attempt",
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

    private final Rooms rooms = new Rooms();

    @Test
    void documentShowsTheRooms() throws IOException {
        StringBuilder table =
                new StringBuilder(
                        "| layer | room | wing | what is in it | knows |\n|---|---|---|---|---|\n");
        List<String> topDown =
                rooms.all().stream()
                        .sorted(
                                Comparator.comparing(rooms::layer)
                                        .reversed()
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        for (String room : topDown) {
            table.append(
                    "| %d | %s | %s | %s | %s |\n"
                            .formatted(
                                    rooms.layer(room),
                                    shown(room),
                                    wing(room),
                                    purpose(room),
                                    rooms.knows(room).stream()
                                            .map(RoomsTest::shown)
                                            .collect(Collectors.joining(" "))));
        }

        GeneratedPart.check(Path.of("docs/architecture.md"), "rooms", table.toString());
    }

    private static String shown(String room) {
        return room.isEmpty() ? "(root)" : room;
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

package org.imagefactory.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.Choice;

/**
 * What the list of changes beside an image says.
 *
 * @param title both builds and their sizes
 * @param changes of packages
 */
record ChangedPackages(String title, List<Change> changes) {

    /** Longer lists are cut: they are no reading for people. */
    private static final int MOST_BYTES = 1 << 20;

    /** What happened to a package, in the order of the list. */
    enum Kind {
        ADDED("+ "),
        REMOVED("- "),
        UPGRADED("^ "),
        DOWNGRADED("v ");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        private static Optional<Kind> of(String line) {
            return Arrays.stream(values()).filter(kind -> line.startsWith(kind.sign)).findFirst();
        }
    }

    /**
     * A package.
     *
     * @param text its name and versions
     */
    record Change(Kind kind, String text) {}

    ChangedPackages {
        changes = List.copyOf(changes);
    }

    /** Empty if there is no such list. */
    static Optional<ChangedPackages> read(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            List<String> lines = text.lines().toList();
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new ChangedPackages(
                                    lines.get(0),
                                    lines.stream()
                                            .skip(1)
                                            .flatMap(line -> change(line).stream())
                                            .toList()));
        } catch (IOException e) {
            return Optional.empty(); // whoever needs it follows the link
        }
    }

    /** {@code 1 added, 12 upgraded}. */
    String summary() {
        List<String> parts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long count = changes.stream().filter(change -> change.kind() == kind).count();
            if (count > 0) {
                parts.add(count + " " + Choice.name(kind));
            }
        }
        return parts.isEmpty() ? "none changed" : String.join(", ", parts);
    }

    private static Optional<Change> change(String line) {
        return Kind.of(line).map(kind -> new Change(kind, line.substring(kind.sign.length())));
    }
}

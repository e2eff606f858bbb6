package org.imagefactory.manifest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imagefactory.manifest.PackageChange.Kind;

/**
 * What is different in a build, compared with the one before it.
 *
 * @param before the earlier build, if there is one
 * @param now this build
 * @param packages that differ, by kind and name
 */
public record ImageChanges(
        Optional<BuiltImage> before, BuiltImage now, List<PackageChange> packages) {

    public ImageChanges {
        packages = List.copyOf(packages);
    }

    /** Of the first build of an image. */
    public static ImageChanges first(BuiltImage now) {
        return new ImageChanges(Optional.empty(), now, List.of());
    }

    public static ImageChanges between(
            BuiltImage before,
            List<PackageLine> packagesBefore,
            BuiltImage now,
            List<PackageLine> packages) {
        return new ImageChanges(
                Optional.of(before), now, PackageChanges.between(packagesBefore, packages));
    }

    /** What differs between two package lists, by kind and name. */
    public static List<PackageChange> packages(List<PackageLine> before, List<PackageLine> after) {
        return PackageChanges.between(before, after);
    }

    /** How many packages changed in that way. */
    public long count(Kind kind) {
        return packages.stream().filter(change -> change.kind() == kind).count();
    }

    /** The whole text: one line about both builds, one line for each package that differs. */
    public void write(Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(title());
            writer.write('\n');
            for (PackageChange change : packages) {
                writer.write(change.toString());
                writer.write('\n');
            }
        }
    }

    /** One sentence for the log. */
    public String summary() {
        if (before.isEmpty()) {
            return "no earlier build to compare with";
        }
        List<String> parts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long count = count(kind);
            if (count > 0) {
                parts.add(count + " " + kind.name().toLowerCase(Locale.ROOT));
            }
        }
        String what = parts.isEmpty() ? "no package changed" : String.join(", ", parts);
        return "packages since %s: %s".formatted(before.get().name(), what);
    }

    private String title() {
        if (before.isEmpty()) {
            return now + ": no earlier build";
        }
        String difference =
                before.get().bytes().isPresent() && now.bytes().isPresent()
                        ? ": %+d bytes"
                                .formatted(
                                        now.bytes().getAsLong() - before.get().bytes().getAsLong())
                        : "";
        return before.get() + " -> " + now + difference;
    }
}

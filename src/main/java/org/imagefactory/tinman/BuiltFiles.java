package org.imagefactory.tinman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.FileFact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.DiskFormat;

/**
 * What a build has made.
 *
 * @param report of a build that succeeded
 * @param format of its image
 */
record BuiltFiles(BuildReport report, DiskFormat format) {

    Path image() {
        return find("." + format.suffix())
                .orElseThrow(() -> new IllegalStateException("a build without an image"));
    }

    /** What the names of all files begin with, before a dot. */
    String base() {
        String name = image().toFile().getName();
        return name.substring(0, name.length() - format.suffix().length() - 1);
    }

    /** Everything else. */
    List<Path> documents() {
        Path image = image();
        return report.outputs().stream()
                .map(fact -> Path.of(fact.source()))
                .filter(file -> !file.equals(image))
                .toList();
    }

    /** None if the image has no package database. */
    List<String> packageNames() throws IOException {
        Optional<Path> list = find("." + DocumentKind.NAMES.suffix());
        return list.isPresent() ? Files.readAllLines(list.get()) : List.of();
    }

    /** What the template's own command printed of them; nothing if it has none. */
    List<String> packageFacts() throws IOException {
        Optional<Path> facts = find("." + DocumentKind.PACKAGE_FACTS.suffix());
        return facts.isPresent() ? Files.readAllLines(facts.get()) : List.of();
    }

    private Optional<Path> find(String suffix) {
        return report.outputs().stream()
                .map(FileFact::source)
                .filter(name -> name.endsWith(suffix))
                .map(Path::of)
                .findFirst();
    }
}

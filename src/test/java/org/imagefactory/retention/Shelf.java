package org.imagefactory.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.history.History;
import org.imagefactory.report.BuildEvent;

/** An output folder with files that builds left, and everything that was said. */
final class Shelf {

    final Path folder;
    final List<BuildEvent> events = new ArrayList<>();

    Shelf(Path folder) {
        this.folder = folder;
    }

    /** Files with as many bytes as their names have letters. */
    void put(String baseName, String... suffixes) throws IOException {
        for (String suffix : suffixes) {
            String name = baseName + "." + suffix;
            Files.writeString(folder.resolve(name), name);
        }
    }

    /** Everything that a good build with an SBOM and a signature leaves. */
    void good(String baseName) throws IOException {
        put(
                baseName,
                "qcow2",
                "qcow2.sha256sum",
                "qcow2.sha256sum.asc",
                "packages",
                "cdx.json",
                "changes",
                "provenance.json",
                "provenance.json.asc",
                "console.log",
                "log",
                "json");
    }

    void failed(String baseName) throws IOException {
        put(baseName, "console.log", "boot.console.log", "failure.tar.gz", "log", "json");
    }

    /** Names of everything but the memory. */
    List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.toFile().getName())
                    .filter(name -> !name.equals(History.FOLDER))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Names that are there, without the ends behind their dates. */
    List<String> builds() {
        return names().stream()
                .map(name -> name.replaceFirst("(\\d{4}-\\d\\d-\\d\\d)\\..*", "$1"))
                .distinct()
                .toList();
    }

    List<String> warnings() {
        return events.stream()
                .filter(BuildEvent.Warning.class::isInstance)
                .map(event -> ((BuildEvent.Warning) event).text())
                .toList();
    }

    List<String> notes() {
        return events.stream()
                .filter(BuildEvent.Note.class::isInstance)
                .map(event -> ((BuildEvent.Note) event).text())
                .toList();
    }
}

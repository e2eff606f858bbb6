package org.imagefactory.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The corpus: a folder for each target, among the resources. */
final class Seeds {

    private static final Path FOLDER = Path.of("src/test/resources/fuzz");

    private Seeds() {}

    static Map<Path, byte[]> of(String target) throws IOException {
        Map<Path, byte[]> seeds = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve(target))) {
            for (Path file : files.toList()) {
                seeds.put(file, Files.readAllBytes(file));
            }
        }
        return seeds;
    }

    static List<String> folders() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.toFile().getName()).toList();
        }
    }
}

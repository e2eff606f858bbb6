package org.imagefactory.validation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sections of AutoYaST files, and the types of elements by their places; the file of the table
 * tells how it is written.
 */
final class AutoyastTable {

    private static final String FILE = "autoyast.txt";

    private final Set<String> sections = new HashSet<>();
    private final Map<String, String> types = new HashMap<>();

    private final Map<String, Set<String>> values = new HashMap<>();

    private AutoyastTable() {}

    /** The one that this program has. */
    static AutoyastTable load() {
        AutoyastTable table = new AutoyastTable();
        try (InputStream in = AutoyastTable.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(table::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private void add(String line) {
        List<String> words = List.of(line.split(" "));
        if (words.get(0).equals("section")) {
            sections.addAll(words.subList(1, words.size()));
            return;
        }
        if (words.get(0).equals("word")) {
            values.computeIfAbsent(words.get(1) + "/" + words.get(2), p -> new TreeSet<>())
                    .addAll(words.subList(3, words.size()));
            return;
        }
        String place = words.get(1).equals(".") ? "" : words.get(1) + "/";
        words.subList(2, words.size()).forEach(name -> types.put(place + name, words.get(0)));
    }

    boolean hasSection(String name) {
        return sections.contains(name);
    }

    /** What an element at a place may say, in order; empty if anything will do. */
    Set<String> words(String path) {
        return values.getOrDefault(path, Set.of());
    }

    /**
     * The type that an element has to be given; empty if any will do.
     *
     * @param path names from the section to the element, with slashes
     */
    Optional<String> type(String path) {
        return Optional.ofNullable(types.get(path));
    }
}

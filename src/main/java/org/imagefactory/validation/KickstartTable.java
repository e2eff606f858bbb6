package org.imagefactory.validation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The commands and sections of kickstart files; the file of the table tells how it is written. */
final class KickstartTable {

    private static final String FILE = "kickstart.txt";

    private final Map<String, KickstartCommand> commands = new TreeMap<>();

    private KickstartTable() {}

    /** The one that this program has. */
    static KickstartTable load() {
        try (InputStream in = KickstartTable.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return parse(
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws IllegalArgumentException the table is wrong
     */
    static KickstartTable parse(List<String> lines) {
        KickstartTable table = new KickstartTable();
        List<String> block = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ") && !block.isEmpty()) {
                table.add(block);
                block.clear();
            }
            block.add(line.strip());
        }
        table.add(block);
        return table;
    }

    /** The command or section of a name. */
    Optional<KickstartCommand> find(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    /** All names. */
    Set<String> names() {
        return Set.copyOf(commands.keySet());
    }

    private void add(List<String> block) {
        Map<String, KickstartOption> options = new TreeMap<>();
        Remarks own = new Remarks();
        for (String line : block.subList(1, block.size())) {
            int semicolon = line.indexOf(';');
            String texts = semicolon < 0 ? line : line.substring(0, semicolon);
            Remarks remarks = texts.isBlank() ? own : new Remarks();
            remarks.readAll(semicolon < 0 ? "" : line.substring(semicolon + 1));
            for (String text : words(texts)) {
                KickstartOption option = KickstartOption.parse(text, remarks.support());
                if (options.put(option.name(), option) != null) {
                    throw new IllegalArgumentException(block.get(0) + " has twice " + text);
                }
            }
        }
        for (String name : words(block.get(0))) {
            KickstartCommand command =
                    new KickstartCommand(
                            name,
                            new KickstartCommand.Arguments(
                                    own.open, own.least, own.most, own.first),
                            own.support(),
                            own.ignored,
                            own.apart,
                            own.rules,
                            options);
            if (commands.put(name, command) != null) {
                throw new IllegalArgumentException(name + " is there twice");
            }
        }
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    /** What is behind a semicolon. */
    private static final class Remarks {

        private boolean open;
        private int least;
        private int most;
        private Set<KickstartRelease> known = EnumSet.allOf(KickstartRelease.class);
        private Set<KickstartRelease> deprecated = Set.of();
        private Set<KickstartRelease> removed = Set.of();
        private Set<KickstartRelease> ignored = Set.of();
        private String instead = "";
        private List<String> apart = List.of();
        private KickstartValue first = KickstartValue.parse("");
        private final List<KickstartRule> rules = new ArrayList<>();

        void readAll(String text) {
            for (String remark : text.split(";", -1)) {
                read(remark.strip());
            }
        }

        private void read(String remark) {
            int blank = remark.indexOf(' ');
            String rest = blank < 0 ? "" : remark.substring(blank + 1).strip();
            switch (blank < 0 ? remark : remark.substring(0, blank)) {
                case "" -> {}
                case "any" -> {
                    open = true;
                    most = Integer.MAX_VALUE;
                }
                case "arguments" -> arguments(rest);
                case "only" -> known = releases(rest);
                case "deprecated" -> deprecated = releases(rest);
                case "removed" -> removed = releases(rest);
                case "ignored" -> ignored = releases(rest);
                case "use" -> instead = rest;
                case "apart" -> apart = words(rest);
                case "first" -> first = KickstartValue.parse(rest);
                default ->
                        rules.add(
                                KickstartRule.parse(remark)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "what is '%s'?"
                                                                        .formatted(remark))));
            }
        }

        private void arguments(String text) {
            String[] ends = text.split("\\.\\.", -1);
            least = Integer.parseInt(ends[0].replace("+", ""));
            most =
                    ends.length == 2
                            ? Integer.parseInt(ends[1])
                            : text.endsWith("+") ? Integer.MAX_VALUE : least;
        }

        private static Set<KickstartRelease> releases(String text) {
            Set<KickstartRelease> releases = EnumSet.noneOf(KickstartRelease.class);
            Arrays.stream(text.split(" ", -1))
                    .map(KickstartRelease::valueOf)
                    .forEach(releases::add);
            return releases;
        }

        KickstartSupport support() {
            return new KickstartSupport(known, deprecated, removed, instead);
        }
    }
}

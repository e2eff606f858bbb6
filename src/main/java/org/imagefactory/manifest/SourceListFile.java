package org.imagefactory.manifest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The list of the source packages of what is installed, for those who look for vulnerabilities,
 * which are told by source: UTF-8, in the first line the distribution and its release, in every
 * other one source package, version and binary packages, with tabs between them and commas between
 * binary packages. Behind a binary package of rpm whose version is another one than that of the
 * source package, if only by an epoch, stands {@code =} and that version.
 */
public final class SourceListFile {

    private static final long LARGEST = 128L << 20;
    private static final int MOST_LINES = PackageCollector.MOST_PACKAGES;
    private static final Comparator<Binary> BY_NAME =
            Comparator.comparing(Binary::name).thenComparing(Binary::version);

    /**
     * What such a list says.
     *
     * @param system the distribution and its release: {@code debian-13}; may be empty
     * @param lines one for each version of a source package
     */
    public record SourceList(String system, List<Line> lines) {

        public SourceList {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A source package.
     *
     * @param name of it
     * @param version of it, whole
     * @param binaries its packages that are installed
     */
    public record Line(String name, String version, List<Binary> binaries) {

        public Line {
            binaries = List.copyOf(binaries);
        }
    }

    /**
     * A package that is installed.
     *
     * @param name of it
     * @param version whole; of dpkg's packages that of the source package
     */
    public record Binary(String name, String version) {}

    private SourceListFile() {}

    /** What is installed by source; a package that does not name its source is its own. */
    public static SourceList of(Inventory inventory) {
        Map<PackageLine, TreeSet<Binary>> binaries =
                new TreeMap<>(Comparator.comparing(PackageLine::toString));
        for (InstalledPackage installed : inventory.packages()) {
            PackageLine line = installed.line();
            SourcePackage source = installed.source();
            PackageLine key =
                    source.isKnown()
                            ? new PackageLine(source.name(), source.version(), "")
                            : new PackageLine(line.name(), line.version(), "");
            boolean rpm = inventory.format() == PackageFormat.RPM;
            binaries.computeIfAbsent(key, k -> new TreeSet<>(BY_NAME))
                    .add(new Binary(line.name(), rpm ? line.version() : key.version()));
        }
        List<Line> lines = new ArrayList<>();
        binaries.forEach(
                (key, names) -> lines.add(new Line(key.name(), key.version(), List.copyOf(names))));
        return new SourceList(inventory.distribution().label(), lines);
    }

    public static void write(Path file, SourceList list) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(list.system() + "\n");
            for (Line line : list.lines()) {
                writer.write(
                        "%s\t%s\t%s\n"
                                .formatted(
                                        line.name(),
                                        line.version(),
                                        line.binaries().stream()
                                                .map(binary -> text(binary, line.version()))
                                                .collect(Collectors.joining(","))));
            }
        }
    }

    /**
     * @throws IOException the file cannot be read or has another form
     */
    public static SourceList read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is too large for a list of source packages");
        }
        List<Line> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(file)) {
            String system = reader.next().orElse("");
            for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
                String[] fields = line.get().split("\t", -1);
                if (fields.length != 3 || lines.size() >= MOST_LINES) {
                    throw new IOException(
                            "%s is no list of source packages, see line %d"
                                    .formatted(file, lines.size() + 2));
                }
                List<Binary> binaries =
                        Stream.of(fields[2].split(",", -1))
                                .map(text -> binary(text, fields[1]))
                                .toList();
                lines.add(new Line(fields[0], fields[1], binaries));
            }
            return new SourceList(system, lines);
        }
    }

    private static String text(Binary binary, String sourceVersion) {
        return binary.version().equals(sourceVersion)
                ? binary.name()
                : binary.name() + "=" + binary.version();
    }

    private static Binary binary(String text, String sourceVersion) {
        int sign = text.indexOf('=');
        return sign < 0
                ? new Binary(text, sourceVersion)
                : new Binary(text.substring(0, sign), text.substring(sign + 1));
    }
}

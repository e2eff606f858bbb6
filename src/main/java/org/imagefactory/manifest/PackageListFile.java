package org.imagefactory.manifest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list of installed packages, made for diff: UTF-8, no header, on each line name, version and
 * architecture with tabs between them, in the order of {@link PackageLine}.
 */
public final class PackageListFile {

    private static final long LARGEST = 128L << 20;

    private PackageListFile() {}

    public static void write(Path file, List<PackageLine> lines) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (PackageLine line : lines) {
                writer.write(line.toString());
                writer.write('\n');
            }
        }
    }

    /**
     * @throws IOException the file cannot be read or has another form
     */
    public static List<PackageLine> read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is too large for a package list");
        }
        List<PackageLine> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(file)) {
            for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
                String[] fields = line.get().split("\t", -1);
                if (fields.length != 3 || lines.size() >= PackageCollector.MOST_PACKAGES) {
                    throw new IOException(
                            "%s is no package list, see line %d".formatted(file, lines.size() + 1));
                }
                lines.add(new PackageLine(fields[0], fields[1], fields[2]));
            }
        }
        return lines;
    }
}

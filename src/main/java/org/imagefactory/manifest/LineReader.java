package org.imagefactory.manifest;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file line by line; a line has a limit, whatever the file's writer did. */
final class LineReader implements Closeable {

    /** The longest real line, a list of dependencies, has a few thousand characters. */
    static final int LONGEST_LINE = 1 << 16;

    private final BufferedReader reader;

    LineReader(Path file) throws IOException {
        // decodes what is not UTF-8 to a replacement, where Files' own reader throws
        reader =
                new BufferedReader(
                        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    /** The next line without its end, cut if it is too long; empty at the end of the file. */
    Optional<String> next() throws IOException {
        int c = reader.read();
        if (c < 0) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder();
        while (c >= 0 && c != '\n') {
            if (line.length() < LONGEST_LINE) {
                line.append((char) c);
            }
            c = reader.read();
        }
        return Optional.of(line.toString());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

package org.imagefactory.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files beside an image, as private copies that nobody changes while they are looked at. */
final class ProofFiles {

    private static final int LARGEST = 16 << 20;

    private final Path image;
    private final Path work;

    /**
     * @param work a private folder
     */
    ProofFiles(Path image, Path work) {
        this.image = image;
        this.work = work;
    }

    /** The file itself. */
    Path original(String name) {
        return image.resolveSibling(name);
    }

    /**
     * The copy of a file.
     *
     * @return empty if there is no such file
     * @throws IOException it cannot be read, or is too large for what it should be
     */
    Optional<Path> copy(String name) throws IOException {
        Path from = original(name);
        if (!Files.isRegularFile(from)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(from)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("%s has more than %d bytes".formatted(from, LARGEST));
            }
            return Optional.of(Files.write(work.resolve(name), bytes));
        }
    }
}

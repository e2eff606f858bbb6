package org.imagefactory.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder below the one for temporary files, for what is of no use once the program has ended. It
 * tells by its name which process made it; of one that was killed the next one removes it.
 *
 * @param path only this user may enter it
 */
public record ScratchFolder(Path path) implements AutoCloseable {

    private static final String PREFIX = "image-factory-work-";

    /**
     * Makes one, and removes what killed processes left.
     *
     * @param parent may be anybody's to write to
     * @throws IOException it is not there or cannot be written to
     */
    public static ScratchFolder in(Path parent) throws IOException {
        removeLeftovers(parent);
        return new ScratchFolder(Files.createTempDirectory(parent, KilledProcesses.name(PREFIX)));
    }

    /** A file in it, which need not be there. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() throws IOException {
        FolderTree.delete(path);
    }

    /** Removes what killed processes of this user left; no link is followed. */
    public static void removeLeftovers(Path parent) throws IOException {
        for (Path left : KilledProcesses.folders(parent, PREFIX)) {
            FolderTree.delete(left);
        }
    }
}

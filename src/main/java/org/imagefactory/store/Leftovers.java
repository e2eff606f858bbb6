package org.imagefactory.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagefactory.files.FolderLock;

/**
 * What processes that died have left in a store: half-written records, files of locks, and bodies
 * whose record was not written yet or is deleted already. An image that somebody works on is left
 * alone. Bodies without a record that no lock belongs to may be dear to somebody: they stay.
 */
final class Leftovers {

    private final ImageFiles files;

    Leftovers(ImageFiles files) {
        this.files = files;
    }

    /** Removes them as far as that is possible; a store that cannot be written to can be read. */
    void remove() {
        try {
            for (Map.Entry<ImageId, List<Path>> image : hidden().entrySet()) {
                try {
                    remove(image.getKey(), image.getValue());
                } catch (IOException e) {
                    // The next start tries again, and the check tells of it.
                }
            }
        } catch (IOException e) {
            // Whoever lists the store is told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The hidden files of this program, by the image that they belong to. */
    Map<ImageId, List<Path>> hidden() throws IOException {
        Map<ImageId, List<Path>> hidden = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(files.folder())) {
            for (Path file : all) {
                ImageFiles.hiddenId(file.getFileName().toString())
                        .ifPresent(
                                id ->
                                        hidden.computeIfAbsent(id, any -> new ArrayList<>())
                                                .add(file));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return hidden;
    }

    private void remove(ImageId id, List<Path> hidden) throws IOException, InterruptedException {
        boolean wasLocked = hidden.contains(files.lock(id));
        Optional<FolderLock> lock =
                FolderLock.tryAcquire(files.folder(), ImageFiles.lockName(id), FolderLock.Use.OWN);
        if (lock.isEmpty()) {
            return;
        }
        try {
            if (wasLocked && !Files.exists(files.record(id), LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(files.body(id));
            }
            for (Path file : hidden) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(files.lock(id));
        } finally {
            lock.get().close();
        }
    }
}

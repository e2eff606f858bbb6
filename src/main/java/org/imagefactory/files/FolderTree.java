package org.imagefactory.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes folders with all that is in them. Links are removed and not followed; what somebody else
 * removes meanwhile is no error.
 */
public final class FolderTree {

    private FolderTree() {}

    /** Removes a folder. */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new Removal(Optional.empty(), Optional.empty()));
    }

    /**
     * Empties a folder.
     *
     * @param but the one file in it that stays
     * @return whether there was anything else
     */
    public static boolean empty(Path folder, Path but) throws IOException {
        Removal removal = new Removal(Optional.of(folder), Optional.of(but));
        Files.walkFileTree(folder, removal);
        return removal.found;
    }

    private static final class Removal extends SimpleFileVisitor<Path> {

        private final Optional<Path> folder;
        private final Optional<Path> file;
        private boolean found;

        /**
         * @param folder stays
         * @param file stays
         */
        Removal(Optional<Path> folder, Optional<Path> file) {
            this.folder = folder;
            this.file = file;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
                throws IOException {
            if (!file.filter(path::equals).isPresent()) {
                found = true;
                Files.deleteIfExists(path);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e)
                throws IOException {
            if (!folder.filter(path::equals).isPresent()) {
                Files.deleteIfExists(path);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}

package org.imagefactory.clouds.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.imagefactory.disk.RangeCopy;

/** Gives a file the name of another one, in one step, whatever file system it is on. */
final class FinishedFile {

    private static final String PRIVATE = "rw-------";

    private FinishedFile() {}

    /**
     * @param made is gone afterwards where it could be moved
     * @param target is replaced, or stays what it was
     */
    static void move(Path made, Path target) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(PRIVATE));
        try {
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            copy(made, target);
        }
    }

    private static void copy(Path made, Path target) throws IOException, InterruptedException {
        Path half = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            RangeCopy.extract(made, 0, Files.size(made), half);
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString(PRIVATE));
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}

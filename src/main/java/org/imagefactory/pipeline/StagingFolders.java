package org.imagefactory.pipeline;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.error.HostException;
import org.jspecify.annotations.Nullable;

/**
 * Hands out staging folders, each to one build at a time in this and every other process. A folder
 * that a killed build left behind is emptied and used again.
 */
public final class StagingFolders {

    /** Others may pass through: with qemu:///system the hypervisor runs as another user. */
    private static final String FOLDER_MODE = "rwx--x--x";

    private static final String LOCK_MODE = "rw-------";
    private static final int ATTEMPTS = 100;

    /**
     * The folders owned in this process. Needed because POSIX record locks belong to the process,
     * and because closing any other channel of the same file drops them.
     */
    private final Set<Path> owned = ConcurrentHashMap.newKeySet();

    /**
     * Creates, locks and empties the staging folder.
     *
     * @param cleanup gets the undo: remove the folder, give up the lock
     * @return whether a killed build had left something in it
     * @throws HostException another build owns it, or the output folder cannot be written to
     */
    public boolean acquire(Workspace workspace, CleanupStack cleanup) throws HostException {
        Path folder = workspace.staging();
        if (!owned.add(folder)) {
            throw busy(workspace);
        }
        cleanup.always("give up " + folder, () -> owned.remove(folder));
        try {
            FileChannel lock = lock(workspace);
            cleanup.always("remove " + folder, () -> remove(folder, lock));
            return deleteContents(folder, workspace.lockFile());
        } catch (IOException e) {
            throw new HostException(
                    "cannot work in %s: %s".formatted(workspace.outputFolder(), reason(e)),
                    "change to a folder that you may write to",
                    e);
        }
    }

    private static FileChannel lock(Workspace workspace) throws IOException, HostException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<FileChannel> lock = tryLock(workspace);
            if (lock.isPresent()) {
                return lock.get();
            }
        }
        throw busy(workspace);
    }

    /** Empty when another build removed the folder in between: worth another attempt. */
    private static Optional<FileChannel> tryLock(Workspace workspace)
            throws IOException, HostException {
        Path file = workspace.lockFile();
        FileChannel channel;
        Object key;
        try {
            create(workspace.staging(), file);
            key = identity(file);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(workspace.outputFolder())) {
                throw e;
            }
            return Optional.empty();
        }
        boolean keep = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw busy(workspace);
            }
            keep = Files.exists(file) && key.equals(identity(file));
            return keep ? Optional.of(channel) : Optional.empty();
        } finally {
            if (!keep) {
                channel.close();
            }
        }
    }

    private static void create(Path folder, Path file) throws IOException {
        try {
            Files.createDirectory(folder);
            // The creation mode would be cut by the umask.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(FOLDER_MODE));
        } catch (FileAlreadyExistsException e) {
            // Another build's, or left behind by a killed one: the lock decides.
        }
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(LOCK_MODE)));
        } catch (FileAlreadyExistsException e) {
            // See above.
        }
    }

    private static Object identity(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    private static void remove(Path folder, FileChannel lock) throws IOException {
        try (lock) {
            deleteContents(folder, folder);
            Files.deleteIfExists(folder);
        }
    }

    /** Deletes everything in the folder but one file; returns whether there was anything. */
    private static boolean deleteContents(Path folder, Path keep) throws IOException {
        boolean[] found = {false};
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (!file.equals(keep)) {
                            found[0] = true;
                            Files.delete(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException e) throws IOException {
                        if (!directory.equals(folder)) {
                            Files.delete(directory);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found[0];
    }

    private static HostException busy(Workspace workspace) {
        return new HostException(
                "another build of %s is running in %s"
                        .formatted(workspace.image(), workspace.outputFolder()),
                "wait for it to end, or build in another folder");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    }
}

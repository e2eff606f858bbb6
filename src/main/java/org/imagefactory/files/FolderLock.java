package org.imagefactory.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everybody else out of a folder: other processes, and other threads of this one. A file in
 * the folder is locked. Whoever holds the lock may remove the folder with that file; who waits for
 * it makes another one.
 */
public final class FolderLock implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * The locks that this virtual machine holds or looks at, for all of its factories. POSIX record
     * locks belong to the process: they do not exclude threads, and closing any descriptor of a
     * file gives up all locks that the process has on it. So nobody may even open the file of a
     * lock that somebody else in this process holds.
     */
    private static final Set<Path> IN_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    /** Who may use a folder. */
    public enum Use {
        /**
         * One user. Others may pass through: with qemu:///system the hypervisor runs as another
         * user. What somebody else made in its place is refused.
         */
        OWN,

        /** Whoever may by the permissions that new files get. */
        SHARED
    }

    /**
     * Waits, or no longer.
     *
     * @param <X> says that it has been long enough
     */
    @FunctionalInterface
    public interface Patience<X extends Exception> {

        /**
         * @param soFar how long the lock has been waited for
         */
        void waited(Duration soFar) throws X;
    }

    private final Path key;
    private final FileChannel channel;

    private FolderLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Waits for a lock.
     *
     * @param folder is made if it is missing; the folder around it is not
     * @param name of the file in it that is locked
     * @param patience is asked before every pause
     * @throws ForeignFileException somebody else made the folder or the file
     * @throws IOException folder or file cannot be made or opened
     * @throws InterruptedException the calling thread was interrupted
     * @throws X the patience is at its end
     */
    public static <X extends Exception> FolderLock acquire(
            Path folder, String name, Use use, Patience<X> patience)
            throws IOException, InterruptedException, X {
        Duration waited = Duration.ZERO;
        Optional<FolderLock> lock = tryAcquire(folder, name, use);
        while (lock.isEmpty()) {
            patience.waited(waited);
            Thread.sleep(PAUSE.toMillis());
            waited = waited.plus(PAUSE);
            lock = tryAcquire(folder, name, use);
        }
        return lock.get();
    }

    /**
     * Takes a lock if nobody has it; the rest as in {@link #acquire}.
     *
     * @return empty if somebody has it, or has removed the folder just now
     */
    public static Optional<FolderLock> tryAcquire(Path folder, String name, Use use)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while locking " + folder);
        }
        Path key = key(folder, name);
        if (!IN_THIS_PROCESS.add(key)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = lock(folder, folder.resolve(name), use);
            return Optional.ofNullable(channel).map(locked -> new FolderLock(key, locked));
        } finally {
            if (channel == null) {
                IN_THIS_PROCESS.remove(key);
            }
        }
    }

    /**
     * Whether somebody holds a lock, in this or another process. Changes nothing.
     *
     * @throws IOException it cannot be looked at
     */
    public static boolean isHeld(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path key = key(folder, name);
        if (!IN_THIS_PROCESS.add(key)) {
            return true;
        }
        try (FileChannel channel = open(file)) {
            return channel.tryLock() == null; // closing gives it back
        } catch (NoSuchFileException e) {
            return false;
        } finally {
            IN_THIS_PROCESS.remove(key);
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written, and the kernel drops the lock with the process at the latest.
        } finally {
            IN_THIS_PROCESS.remove(key);
        }
    }

    @Override
    public String toString() {
        return "lock " + key;
    }

    /** The same by whatever way the folder is reached, and before there is one. */
    private static Path key(Path folder, String name) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        return parent == null
                ? absolute.resolve(name)
                : parent.toRealPath().resolve(absolute.getFileName()).resolve(name);
    }

    private static @Nullable FileChannel lock(Path folder, Path file, Use use) throws IOException {
        FileChannel channel = null;
        boolean keep = false;
        try {
            makeFolder(folder, use);
            makeFile(file, use);
            Object identity = identity(file);
            channel = open(file);
            keep = channel.tryLock() != null && identity.equals(identity(file));
            return keep ? channel : null;
        } catch (NoSuchFileException e) {
            return null; // who had the lock has removed it
        } finally {
            if (channel != null && !keep) {
                channel.close();
            }
        }
    }

    private static void makeFolder(Path folder, Use use) throws IOException {
        try {
            Files.createDirectory(folder);
            if (use == Use.OWN) {
                // The creation mode would be cut by the umask.
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            }
        } catch (FileAlreadyExistsException e) {
            // Another user's, or left behind by one that was killed: the lock decides.
            if (use == Use.OWN) {
                Ownership.requireOwnFolder(folder);
            }
        }
    }

    private static void makeFile(Path file, Use use) throws IOException {
        FileAttribute<?>[] mode =
                use == Use.OWN
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(file, mode);
        } catch (FileAlreadyExistsException e) {
            Ownership.requireRegular(file);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object identity(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }
}

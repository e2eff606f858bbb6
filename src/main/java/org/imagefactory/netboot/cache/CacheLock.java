package org.imagefactory.netboot.cache;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.report.BuildListener;
import org.jspecify.annotations.Nullable;

/** Keeps everybody else out of the cache of one image: other processes and other threads. */
public final class CacheLock implements AutoCloseable {

    /**
     * One per cache folder in this virtual machine. Process-wide because POSIX record locks are:
     * they do not exclude threads, and closing any descriptor of a file gives up all locks that the
     * process has on it, so no second thread may even open the lock file.
     */
    private static final ConcurrentMap<Path, Semaphore> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    /** The name of the file that is locked. */
    static final String FILE = ".lock";

    private static final Duration POLL = Duration.ofMillis(100);

    private final Path folder;
    private final Semaphore semaphore;
    private final FileChannel channel;

    private CacheLock(Path folder, Semaphore semaphore, FileChannel channel) {
        this.folder = folder;
        this.semaphore = semaphore;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param folder real path of the cache folder
     * @param limit longest wait
     * @throws HostException the limit was reached, or the lock file cannot be written
     */
    public static CacheLock acquire(Path folder, Duration limit, BuildListener listener)
            throws HostException, InterruptedException {
        Waiting waiting = new Waiting(folder, limit, listener);
        Semaphore semaphore =
                IN_THIS_PROCESS.computeIfAbsent(folder, path -> new Semaphore(1, true));
        while (!semaphore.tryAcquire(waiting.nextPause().toMillis(), TimeUnit.MILLISECONDS)) {
            waiting.goOn();
        }
        FileChannel channel = null;
        try {
            channel = lock(folder, waiting);
            return new CacheLock(folder, semaphore, channel);
        } finally {
            if (channel == null) {
                semaphore.release();
            }
        }
    }

    /**
     * Takes the lock if nobody has it.
     *
     * @param folder real path of the cache folder
     * @throws HostException the lock file cannot be written
     */
    public static Optional<CacheLock> tryAcquire(Path folder)
            throws HostException, InterruptedException {
        Semaphore semaphore =
                IN_THIS_PROCESS.computeIfAbsent(folder, path -> new Semaphore(1, true));
        if (!semaphore.tryAcquire()) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = tryLock(folder);
            return Optional.ofNullable(channel)
                    .map(locked -> new CacheLock(folder, semaphore, locked));
        } finally {
            if (channel == null) {
                semaphore.release();
            }
        }
    }

    private static FileChannel lock(Path folder, Waiting waiting)
            throws HostException, InterruptedException {
        FileChannel channel = tryLock(folder);
        while (channel == null) {
            waiting.goOn();
            Thread.sleep(waiting.nextPause().toMillis());
            channel = tryLock(folder);
        }
        return channel;
    }

    /** Null if somebody else has the lock, or has removed the whole cache of the image just now. */
    private static @Nullable FileChannel tryLock(Path folder)
            throws HostException, InterruptedException {
        Path file = folder.resolve(FILE);
        FileChannel channel = null;
        boolean locked = false;
        try {
            Object key = create(folder, file);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null && key.equals(identity(file));
            return locked ? channel : null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            throw DiskErrors.writing(file, e);
        } finally {
            if (!locked) {
                closeQuietly(channel);
            }
        }
    }

    private static Object create(Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // As usual.
        }
        return identity(file);
    }

    private static Object identity(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    private static InterruptedException interrupted() {
        Thread.interrupted(); // the exception now carries the news
        return new InterruptedException("interrupted while locking the cache");
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written, and the kernel drops the lock with the process at the latest.
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        closeQuietly(channel);
        semaphore.release();
    }

    @Override
    public String toString() {
        return "lock of " + folder;
    }

    /** How long the wait has been, in pauses. */
    private static final class Waiting {
        private final Path folder;
        private final Duration limit;
        private final BuildListener listener;
        private Duration waited = Duration.ZERO;
        private boolean told;

        Waiting(Path folder, Duration limit, BuildListener listener) {
            this.folder = folder;
            this.limit = limit;
            this.listener = listener;
        }

        Duration nextPause() {
            return POLL;
        }

        void goOn() throws HostException {
            if (waited.compareTo(limit) >= 0) {
                throw new HostException(
                        "the netboot cache %s has been in use by another build for %d s"
                                .formatted(folder, limit.toSeconds()),
                        "wait for the other build, or look for one that hangs");
            }
            waited = waited.plus(POLL);
            if (!told) {
                told = true;
                listener.note("waiting for another download into " + folder);
            }
        }
    }
}

package org.imagefactory.netboot.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.files.FolderLock;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.report.BuildListener;

/** Keeps everybody else out of the cache of one image: other processes and other threads. */
public final class CacheLock {

    /** The name of the file that is locked. */
    static final String FILE = ".lock";

    private CacheLock() {}

    /**
     * Waits for the lock.
     *
     * @param folder real path of the cache folder
     * @param limit longest wait
     * @throws HostException the limit was reached, or the lock file cannot be written
     */
    public static FolderLock acquire(Path folder, Duration limit, BuildListener listener)
            throws HostException, InterruptedException {
        try {
            return FolderLock.acquire(
                    folder,
                    FILE,
                    FolderLock.Use.SHARED,
                    waited -> waitFor(folder, waited, limit, listener));
        } catch (IOException e) {
            throw DiskErrors.writing(folder.resolve(FILE), e);
        }
    }

    /**
     * Takes the lock if nobody has it.
     *
     * @param folder real path of the cache folder
     * @throws HostException the lock file cannot be written
     */
    public static Optional<FolderLock> tryAcquire(Path folder)
            throws HostException, InterruptedException {
        try {
            return FolderLock.tryAcquire(folder, FILE, FolderLock.Use.SHARED);
        } catch (IOException e) {
            throw DiskErrors.writing(folder.resolve(FILE), e);
        }
    }

    private static void waitFor(Path folder, Duration waited, Duration limit, BuildListener told)
            throws HostException {
        if (waited.compareTo(limit) >= 0) {
            throw new HostException(
                    "the netboot cache %s has been in use by another build for %d s"
                            .formatted(folder, limit.toSeconds()),
                    "wait for the other build, or look for one that hangs");
        }
        if (waited.isZero()) {
            told.note("waiting for another download into " + folder);
        }
    }
}

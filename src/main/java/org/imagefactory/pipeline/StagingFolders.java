package org.imagefactory.pipeline;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.error.HostException;
import org.imagefactory.report.RunningBuild;

/**
 * Hands out staging folders, each to one build at a time in this and every other process. A folder
 * that a killed build left behind is emptied and used again.
 */
public final class StagingFolders {

    /** Others may pass through: with qemu:///system the hypervisor runs as another user. */
    private static final String FOLDER_MODE = "rwx--x--x";

    private static final String LOCK_MODE = "rw-------";
    private static final int ATTEMPTS = 100;

    /** Somebody who only looks, or tidies up, is done sooner; a build is not. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * The folders owned in this process. Needed because POSIX record locks belong to the process,
     * and because closing any other channel of the same file drops them.
     */
    private final Set<Path> owned = ConcurrentHashMap.newKeySet();

    private final Duration patience;

    /** Waits a few seconds for folders that somebody else owns. */
    public StagingFolders() {
        this(PATIENCE);
    }

    /**
     * @param patience how long a folder that somebody else owns is waited for
     */
    public StagingFolders(Duration patience) {
        this.patience = patience;
    }

    /**
     * Whether somebody owns the staging folder, in this or another process. Changes nothing.
     *
     * @throws IOException the lock cannot be looked at
     */
    public boolean isOwned(Workspace workspace) throws IOException {
        Path folder = workspace.staging();
        if (!owned.add(folder)) {
            return true;
        }
        try (FileChannel channel =
                FileChannel.open(workspace.lockFile(), StandardOpenOption.WRITE)) {
            return channel.tryLock() == null; // closing gives it back
        } catch (NoSuchFileException e) {
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        } finally {
            owned.remove(folder);
        }
    }

    /** The build that owns the staging folder now; empty where there is none. Changes nothing. */
    public Optional<RunningBuild> running(Workspace workspace) {
        try {
            return isOwned(workspace) ? RunningBuild.read(workspace.running()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // somebody else's, who does not want to be looked at
        }
    }

    /**
     * Creates, locks and empties the staging folder.
     *
     * @param cleanup gets the undo: remove the folder, give up the lock
     * @return whether a killed build had left something in it
     * @throws HostException another build owns it, or the output folder cannot be written to
     * @throws InterruptedException the calling thread was interrupted while somebody else owned it
     */
    public boolean acquire(Workspace workspace, CleanupStack cleanup)
            throws HostException, InterruptedException {
        Path folder = workspace.staging();
        Waiting waiting = new Waiting(workspace);
        while (!owned.add(folder)) {
            waiting.goOn();
        }
        cleanup.always("give up " + folder, () -> owned.remove(folder));
        try {
            FileChannel lock = lock(workspace, waiting);
            cleanup.always("remove " + folder, () -> remove(folder, lock));
            return FolderTree.empty(folder, workspace.lockFile());
        } catch (IOException e) {
            throw new HostException(
                    "cannot work in %s: %s".formatted(workspace.outputFolder(), reason(e)),
                    "change to a folder that you may write to",
                    e);
        }
    }

    private static FileChannel lock(Workspace workspace, Waiting waiting)
            throws IOException, HostException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<FileChannel> lock = tryLock(workspace, waiting);
            if (lock.isPresent()) {
                return lock.get();
            }
        }
        throw busy(workspace);
    }

    /** Empty when another build removed the folder in between: worth another attempt. */
    private static Optional<FileChannel> tryLock(Workspace workspace, Waiting waiting)
            throws IOException, HostException, InterruptedException {
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
            while (channel.tryLock() == null) {
                waiting.goOn();
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
            FolderTree.delete(folder);
        }
    }

    /** Ends when the patience does. */
    private final class Waiting {

        private final Workspace workspace;
        private Duration waited = Duration.ZERO;

        Waiting(Workspace workspace) {
            this.workspace = workspace;
        }

        void goOn() throws HostException, InterruptedException {
            if (waited.compareTo(patience) >= 0) {
                throw busy(workspace);
            }
            Thread.sleep(PAUSE.toMillis());
            waited = waited.plus(PAUSE);
        }
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

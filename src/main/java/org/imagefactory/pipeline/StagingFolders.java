package org.imagefactory.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.files.FolderLock;
import org.imagefactory.files.FolderTree;
import org.imagefactory.files.ForeignFileException;
import org.imagefactory.report.RunningBuild;

/**
 * Hands out staging folders, each to one build at a time in this and every other process. A folder
 * that a killed build left behind is emptied and used again.
 */
public final class StagingFolders {

    /** Somebody who only looks, or tidies up, is done sooner; a build is not. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

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
        return FolderLock.isHeld(workspace.staging(), lockName(workspace));
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
        try {
            FolderLock lock =
                    FolderLock.acquire(
                            workspace.staging(),
                            lockName(workspace),
                            FolderLock.Use.OWN,
                            waited -> waitFor(workspace, waited));
            cleanup.always("remove " + workspace.staging(), () -> remove(workspace, lock));
            return FolderTree.empty(workspace.staging(), workspace.lockFile());
        } catch (ForeignFileException e) {
            throw new HostException(
                    "cannot work in %s: %s".formatted(workspace.outputFolder(), e.getMessage()),
                    e.advice(),
                    e);
        } catch (IOException e) {
            throw new HostException(
                    "cannot work in %s: %s"
                            .formatted(workspace.outputFolder(), FileReason.withPath(e)),
                    "change to a folder that you may write to",
                    e);
        }
    }

    private static String lockName(Workspace workspace) {
        return workspace.lockFile().toFile().getName();
    }

    private static void remove(Workspace workspace, FolderLock lock) throws IOException {
        try (lock) {
            FolderTree.delete(workspace.staging());
        }
    }

    private void waitFor(Workspace workspace, Duration waited) throws HostException {
        if (waited.compareTo(patience) >= 0) {
            throw new HostException(
                    "another build of %s is running in %s"
                            .formatted(workspace.image(), workspace.outputFolder()),
                    "wait for it to end, or build in another folder");
        }
    }
}

package org.imagefactory.retention;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.HostException;
import org.imagefactory.files.FolderTree;
import org.imagefactory.history.History;
import org.imagefactory.machine.Engine;
import org.imagefactory.machine.MachineException;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StagingFolders;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Machine;

/**
 * What builds of an image left that will never be used: the staging folder and the machines of a
 * killed one, the work that a failed one kept, if a good build has followed, and what pushes left
 * in clouds. Nothing that a running build owns is touched.
 */
public final class Leftovers {

    private final Workspace workspace;
    private final StagingFolders stagingFolders;
    private final Engine engine;
    private final Machine machine;
    private final Elsewhere elsewhere;
    private final BuildListener listener;

    /** What is not here, as what a push left in a cloud. */
    public interface Elsewhere {

        /** What would go. Changes nothing. */
        List<PrunedItem> preview() throws IOException;

        /**
         * Removes it, while the staging folder is owned.
         *
         * @return what went; why something stays was told
         */
        List<PrunedItem> remove() throws IOException, InterruptedException;
    }

    /**
     * @param workspace of the image; its date does not matter
     * @param engine that the machines ran on
     * @param machine of the image
     * @param elsewhere what the builds left on no disk of this host
     * @param listener hears what is removed
     */
    public Leftovers(
            Workspace workspace,
            StagingFolders stagingFolders,
            Engine engine,
            Machine machine,
            Elsewhere elsewhere,
            BuildListener listener) {
        this.workspace = workspace;
        this.stagingFolders = stagingFolders;
        this.engine = engine;
        this.machine = machine;
        this.elsewhere = elsewhere;
        this.listener = listener;
    }

    /**
     * What would go. Changes nothing.
     *
     * @throws IOException something cannot be looked at
     */
    public List<PrunedItem> preview() throws IOException {
        List<PrunedItem> items = new ArrayList<>();
        if (isFolder(workspace.staging())) {
            items.add(item(workspace.staging(), "of a killed build"));
        }
        if (isOutdated(workspace.kept())) {
            items.add(item(workspace.kept(), "kept to go on with, but a good build has followed"));
        }
        items.addAll(elsewhere.preview());
        return items;
    }

    /**
     * Removes it.
     *
     * @return what went
     * @throws IOException something cannot be removed
     * @throws HostException a build has begun meanwhile, or the folder cannot be written to
     * @throws InterruptedException the calling thread was interrupted
     */
    public List<PrunedItem> remove() throws IOException, HostException, InterruptedException {
        List<PrunedItem> items = preview();
        if (items.isEmpty()) {
            return items;
        }
        CleanupStack cleanup = new CleanupStack();
        try {
            // Nobody can begin a build, or go on with one, as long as the folder is ours.
            if (stagingFolders.acquire(workspace, cleanup)) {
                removeMachines();
            }
            if (isOutdated(workspace.kept())) {
                FolderTree.delete(workspace.kept());
            }
            items.removeAll(elsewhere.preview());
            items.addAll(elsewhere.remove());
        } finally {
            cleanup.unwind(true, listener::warning);
        }
        items.forEach(item -> listener.note("removed %s: %s".formatted(item.name(), item.why())));
        return items;
    }

    /** The next build looks for them, too; so an engine that is not there is no failure. */
    private void removeMachines() throws InterruptedException {
        for (String name : List.of(workspace.domainName(), workspace.bootDomainName())) {
            try {
                engine.remove(machine, name, workspace.key());
            } catch (MachineException e) {
                listener.warning(
                        "the machine %s of a killed build may still run: %s"
                                .formatted(name, e.reason()));
            }
        }
    }

    private boolean isOutdated(Path folder) throws IOException {
        if (!isFolder(folder)) {
            return false;
        }
        FileTime kept = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS);
        try {
            return new History(workspace.outputFolder())
                    .lastGood(workspace.image().text())
                    .filter(good -> good.finished().isAfter(kept.toInstant()))
                    .isPresent();
        } catch (IOException e) {
            return false; // nothing tells of a good build
        }
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static PrunedItem item(Path folder, String why) throws IOException {
        long[] found = {0, 0};
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        found[0]++;
                        found[1] += attributes.size();
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        return gone(e);
                    }
                });
        return new PrunedItem(
                folder.toFile().getName(), List.of(), why, (int) found[0], found[1], List.of());
    }

    private static FileVisitResult gone(IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }
}

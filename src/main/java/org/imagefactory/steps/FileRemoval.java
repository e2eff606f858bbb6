package org.imagefactory.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DirectoryEntry;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.DiskTools;
import org.imagefactory.tools.E2fsck;
import org.imagefactory.tools.ExtFileSystem;

/** Removes files and folders from the root file system of a disk, by patterns. */
final class FileRemoval {

    private final DiskTools tools;
    private final Workspace workspace;

    FileRemoval(DiskTools tools, Workspace workspace) {
        this.tools = tools;
        this.workspace = workspace;
    }

    /**
     * @param removed patterns of everything that is removed
     * @param listener hears of each file
     * @return whether there was any
     * @throws ImageCheckException something is left
     */
    boolean remove(InstalledDisk installed, List<String> removed, BuildListener listener)
            throws IOException, CommandException, BuildException, InterruptedException {
        ExtFileSystem target = installed.locate(installed.root());
        GuestFiles files = new GuestFiles(tools.debugfs(), target);
        List<Found> found = find(files, removed);
        if (found.isEmpty()) {
            return false;
        }
        if (installed.copy().isPresent()) {
            // out of the disk; what follows keeps the copy like it
            new ApplianceWork(tools.guestfish()).remove(installed, removed);
        }
        List<String> requests = new GuestRemoval(tools.debugfs(), target, files).plan(found);
        Debugfs.Reply<String> reply = tools.debugfs().change(target, requests);
        List<Found> left = find(new GuestFiles(tools.debugfs(), target), removed);
        if (!reply.errors().isEmpty() || !left.isEmpty()) {
            throw new ImageCheckException(
                    "could not remove %s from the image: %s"
                            .formatted(
                                    (left.isEmpty() ? found : left)
                                            .stream().map(Found::path).toList(),
                                    String.join("\n", reply.errors())),
                    "look at these files in the installed system");
        }
        repair(target);
        for (Found gone : found) {
            listener.note("removed " + gone.path());
        }
        return true;
    }

    /** Names that no request can spell are reported, not passed on: see {@link Debugfs#canName}. */
    private static List<Found> find(GuestFiles files, List<String> removed)
            throws IOException, CommandException, BuildException, InterruptedException {
        List<Found> found = new ArrayList<>();
        for (String pattern : removed) {
            found.addAll(files.find(pattern));
        }
        for (Found file : found) {
            DirectoryEntry entry = file.entry();
            if (!Debugfs.canName(entry)) {
                throw new ImageCheckException(
                        "cannot remove %s from the image: its name holds a line end"
                                .formatted(file.path()),
                        "have the installer's own scripts remove it");
            }
        }
        return found;
    }

    /** debugfs leaves to e2fsck what it does not count: shared attribute blocks, quota files. */
    void repair(ExtFileSystem target) throws BuildException, InterruptedException {
        try {
            tools.e2fsck().run(E2fsck.repair(target));
        } catch (CommandException e) {
            throw DiskFailures.check("the root file system", workspace.staging(), e);
        }
    }
}

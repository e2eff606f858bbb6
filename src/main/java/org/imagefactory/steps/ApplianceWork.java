package org.imagefactory.steps;

import java.util.ArrayList;
import java.util.List;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.guest.AppliancePartition;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.GuestfishScript;

/** The work on file systems that only libguestfs can open: xfs and btrfs. */
final class ApplianceWork {

    private final Guestfish guestfish;

    ApplianceWork(Guestfish guestfish) {
        this.guestfish = guestfish;
    }

    /**
     * Puts what is in the journal in its place, by mounting once, and looks for damage.
     *
     * @throws ImageCheckException the file system is damaged
     */
    void check(InstalledDisk disk, Partition partition)
            throws BuildException, InterruptedException {
        AppliancePartition place = new AppliancePartition(partition);
        GuestfishScript script = place.mount(GuestfishScript.changing(disk.image()), true);
        place.unmount(script);
        if (partition.fileSystem() == FileSystemType.XFS) {
            script.then("xfs-repair", place.device(), "nomodify:true");
        } else {
            script.then("btrfs-fsck", place.device());
        }
        List<String> printed = guestfish.run("checking " + describe(partition), script);
        // of both, only xfs-repair prints anything: the exit status of xfs_repair
        if (printed.stream().anyMatch(line -> !line.isBlank() && !line.equals("0"))) {
            throw new ImageCheckException(
                    "%s is damaged (xfs_repair ended with status %s)"
                            .formatted(describe(partition), String.join(" ", printed)),
                    "look at the installer's console output for disk errors, check this host's"
                            + " disk and memory, and build again");
        }
    }

    /**
     * Removes files and folders from the root file system, by patterns alone.
     *
     * @throws ImageCheckException some of them are left
     */
    void remove(InstalledDisk disk, List<String> removed)
            throws BuildException, InterruptedException {
        AppliancePartition place = new AppliancePartition(disk.root());
        GuestfishScript script = place.mount(GuestfishScript.changing(disk.image()), true);
        List<String> patterns = new ArrayList<>();
        for (String root : place.everyRoot()) {
            removed.forEach(pattern -> patterns.add(root + pattern));
        }
        patterns.forEach(pattern -> script.then("glob", "rm-rf", pattern));
        patterns.forEach(pattern -> script.then("glob-expand", pattern));
        List<String> left = guestfish.run("removing installer logs", place.unmount(script));
        if (!left.isEmpty()) {
            throw new ImageCheckException(
                    "could not remove %s from the image"
                            .formatted(left.stream().map(PrintableText::exact).toList()),
                    "look at these files in the installed system");
        }
    }

    /** Gives every free block back: it becomes a hole in the disk file. */
    void emptyFreeBlocks(InstalledDisk disk, Partition partition)
            throws BuildException, InterruptedException {
        AppliancePartition place = new AppliancePartition(partition);
        GuestfishScript script = place.mount(GuestfishScript.changing(disk.image()), true);
        script.then("fstrim", place.main());
        guestfish.run("emptying the free blocks of " + partition.name(), place.unmount(script));
    }

    private static String describe(Partition partition) {
        return "the %s file system on %s"
                .formatted(partition.fileSystem().label(), partition.name());
    }
}

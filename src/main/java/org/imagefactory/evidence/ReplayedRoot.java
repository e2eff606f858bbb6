package org.imagefactory.evidence;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.disk.ExtSuperblock;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.RangeCopy;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.spec.DataSize;
import org.imagefactory.tools.E2fsck;
import org.imagefactory.tools.ExtFileSystem;

/**
 * A throw-away copy of the root file system of a machine that was ended hard. What the installer
 * wrote last stands in the journal of such a file system alone; the journal is replayed in the
 * copy, and the disk stays as the machine left it.
 */
final class ReplayedRoot {

    private static final String NAME = "evidence-root";

    /** Holes are read, too: a larger file system takes longer than evidence may. */
    private static final DataSize LONGEST = new DataSize(64L << 30);

    private static final DataSize MOST_USED = new DataSize(8L << 30);

    private final E2fsck e2fsck;
    private final Path disk;

    /**
     * @param disk its folder gets the copy
     */
    ReplayedRoot(E2fsck e2fsck, Path disk) {
        this.e2fsck = e2fsck;
        this.disk = disk;
    }

    /** Whether a copy is worth its while: the journal holds something, and there is space. */
    boolean isNeeded(InstalledDisk installed) throws IOException, ImageCheckException {
        Partition root = installed.root();
        if (installed.copy().isPresent() || root.length() > LONGEST.bytes()) {
            return false;
        }
        ExtSuperblock superblock = ExtSuperblock.read(disk, root.offset());
        FileStore store = Files.getFileStore(copy().folder());
        return superblock.needsRecovery()
                && superblock.usedBytes() <= MOST_USED.bytes()
                && superblock.usedBytes() <= store.getUsableSpace() / 2;
    }

    /**
     * Makes the copy.
     *
     * @throws CommandException even that cannot be repaired
     */
    ExtFileSystem make(Partition root) throws IOException, CommandException, InterruptedException {
        RangeCopy.extract(disk, root.offset(), root.length(), copy().image());
        e2fsck.run(E2fsck.repair(copy()));
        return copy();
    }

    /** Removes it, if it is there. */
    void delete() throws IOException {
        Files.deleteIfExists(copy().image());
    }

    private ExtFileSystem copy() {
        return new ExtFileSystem(disk.resolveSibling(NAME), 0);
    }
}

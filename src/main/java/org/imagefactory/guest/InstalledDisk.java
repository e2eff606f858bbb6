package org.imagefactory.guest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.PartitionTable;
import org.imagefactory.tools.ExtFileSystem;

/**
 * What the installer left on the disk, as far as later steps work on it.
 *
 * @param image raw disk image
 * @param table the whole partition table
 * @param root holds the root file system
 * @param fileSystems every ext file system on the disk
 * @param foreign every file system that only libguestfs can open, if the root one is among them
 * @param copy of the root file system's files, as an ext file system, if the root one is not an ext
 *     file system itself
 */
public record InstalledDisk(
        Path image,
        PartitionTable table,
        Partition root,
        List<Partition> fileSystems,
        List<Partition> foreign,
        Optional<Path> copy) {

    public InstalledDisk {
        fileSystems = List.copyOf(fileSystems);
        foreign = List.copyOf(foreign);
    }

    /**
     * Where the tools can read a file system. For the root one that may be its {@link #copy}, which
     * has all that steps look at: whatever changes the file system has to change the copy, too.
     */
    public ExtFileSystem locate(Partition partition) {
        return copy.filter(file -> partition.equals(root))
                .map(file -> new ExtFileSystem(file, 0))
                .orElseGet(() -> new ExtFileSystem(image, partition.offset()));
    }
}

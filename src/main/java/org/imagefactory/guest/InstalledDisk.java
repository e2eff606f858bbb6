package org.imagefactory.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.PartitionRole;
import org.imagefactory.disk.PartitionTable;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.ExtFileSystem;

/**
 * What the installer left on the disk, as far as later steps work on it.
 *
 * @param image raw disk image
 * @param table the whole partition table
 * @param root holds the root file system, of an ext type
 * @param fileSystems every ext file system on the disk, the root one among them
 */
public record InstalledDisk(
        Path image, PartitionTable table, Partition root, List<Partition> fileSystems) {

    public InstalledDisk {
        fileSystems = List.copyOf(fileSystems);
    }

    /**
     * Reads the partition table and finds the root file system.
     *
     * @param image raw disk image
     * @param onePartition whether another number of partitions than one is a failure; those that
     *     only the firmware reads do not count
     */
    public static InstalledDisk read(Path image, boolean onePartition, Debugfs debugfs)
            throws BuildException, InterruptedException {
        try {
            PartitionTable table = PartitionTable.read(image);
            if (onePartition && !hasOnePartition(table)) {
                throw new ImageCheckException(
                        "found %s on the disk, but an image must have exactly one partition, those"
                                        .formatted(table.summary())
                                + " for the firmware aside",
                        "change the partitioning in the answer file, or set one-partition=false");
            }
            List<Partition> ext =
                    table.partitions().stream().filter(p -> p.fileSystem().isExt()).toList();
            if (ext.isEmpty()) {
                throw unsupported(table);
            }
            Partition root = ext.size() == 1 ? ext.get(0) : findRoot(image, ext, debugfs);
            return new InstalledDisk(image, table, root, ext);
        } catch (IOException e) {
            throw DiskFailures.io("reading the disk", new ExtFileSystem(image, 0).folder(), e);
        } catch (CommandException e) {
            throw DiskFailures.command(
                    "looking for the root file system", new ExtFileSystem(image, 0).folder(), e);
        }
    }

    private static boolean hasOnePartition(PartitionTable table) {
        long own =
                table.partitions().stream().filter(p -> p.role() == PartitionRole.SYSTEM).count();
        return own == 1 && table.kind() != PartitionTable.Kind.NONE;
    }

    /** Where a partition's file system is, for the tools. */
    public ExtFileSystem locate(Partition partition) {
        return new ExtFileSystem(image, partition.offset());
    }

    private static Partition findRoot(Path image, List<Partition> ext, Debugfs debugfs)
            throws IOException, CommandException, InterruptedException {
        for (String mark : List.of("/etc/os-release", "/etc")) {
            for (Partition partition : ext) {
                GuestFiles files =
                        new GuestFiles(debugfs, new ExtFileSystem(image, partition.offset()));
                if (!files.find(mark).isEmpty()) {
                    return partition;
                }
            }
        }
        return ext.stream().max(Comparator.comparingLong(Partition::length)).orElseThrow();
    }

    private static ImageCheckException unsupported(PartitionTable table) {
        return new ImageCheckException(
                "found %s on the disk; the root file system must be ext2, ext3 or ext4"
                        .formatted(table.summary()),
                "let the answer file format the root partition as ext4, without LVM or encryption");
    }
}

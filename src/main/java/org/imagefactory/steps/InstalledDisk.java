package org.imagefactory.steps;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.PartitionTable;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.ExtFileSystem;

/**
 * What the installer left on the disk, as far as later steps work on it.
 *
 * @param table the whole partition table
 * @param root holds the root file system, of an ext type
 * @param fileSystems every ext file system on the disk, the root one among them
 */
record InstalledDisk(PartitionTable table, Partition root, List<Partition> fileSystems) {

    /**
     * Reads the partition table and finds the root file system.
     *
     * @param onePartition whether another number of partitions than one is a failure
     */
    static InstalledDisk read(Workspace workspace, boolean onePartition, Debugfs debugfs)
            throws BuildException, InterruptedException {
        try {
            PartitionTable table = PartitionTable.read(workspace.rawDisk());
            boolean exactlyOne =
                    table.partitions().size() == 1 && table.kind() != PartitionTable.Kind.NONE;
            if (onePartition && !exactlyOne) {
                throw new ImageCheckException(
                        "found %s on the disk, but an image must have exactly one partition"
                                .formatted(table.summary()),
                        "change the partitioning in the answer file, or set one-partition=false");
            }
            List<Partition> ext =
                    table.partitions().stream().filter(p -> p.fileSystem().isExt()).toList();
            if (ext.isEmpty()) {
                throw unsupported(table);
            }
            Partition root = ext.size() == 1 ? ext.get(0) : findRoot(workspace, ext, debugfs);
            return new InstalledDisk(table, root, ext);
        } catch (IOException e) {
            throw DiskFailures.io("reading the disk", workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("looking for the root file system", workspace.staging(), e);
        }
    }

    /** Where a partition's file system is, for the tools. */
    static ExtFileSystem locate(Workspace workspace, Partition partition) {
        return new ExtFileSystem(workspace.rawDisk(), partition.offset());
    }

    private static Partition findRoot(Workspace workspace, List<Partition> ext, Debugfs debugfs)
            throws IOException, CommandException, InterruptedException {
        for (String mark : List.of("/etc/os-release", "/etc")) {
            for (Partition partition : ext) {
                GuestFiles files = new GuestFiles(debugfs, locate(workspace, partition));
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

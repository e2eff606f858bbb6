package org.imagefactory.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.PartitionRole;
import org.imagefactory.disk.PartitionTable;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.Program;
import org.imagefactory.spec.Field;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.Guestfish;

/**
 * Finds out what an installer left on a disk. The root file system is found by its content. Of one
 * that is not an ext file system it makes a copy, or has libguestfs make one, in the image's
 * folder, if there is none yet.
 */
public final class DiskReader {

    private static final String OS_RELEASE = "/etc/os-release";

    private final Debugfs debugfs;
    private final Guestfish guestfish;
    private final boolean byItself;

    /** For who changes the disk: whatever is on it, the tools that can do that are there. */
    public DiskReader(Debugfs debugfs, Guestfish guestfish) {
        this(debugfs, guestfish, false);
    }

    private DiskReader(Debugfs debugfs, Guestfish guestfish, boolean byItself) {
        this.debugfs = debugfs;
        this.guestfish = guestfish;
        this.byItself = byItself;
    }

    /** For who only looks: that takes no libguestfs on XFS. */
    public static DiskReader only(Debugfs debugfs, Guestfish guestfish) {
        return new DiskReader(debugfs, guestfish, true);
    }

    /**
     * Reads the partition table and finds the root file system.
     *
     * @param image raw disk image
     * @param onePartition whether another number of partitions than one is a failure; those that
     *     only the firmware reads do not count
     * @param progress hears of work that takes long
     */
    public InstalledDisk read(Path image, boolean onePartition, Consumer<String> progress)
            throws BuildException, InterruptedException {
        Path folder = new ExtFileSystem(image, 0).folder();
        try {
            PartitionTable table = PartitionTable.read(image);
            if (onePartition && !hasOnePartition(table)) {
                throw new ImageCheckException(
                        "found %s on the disk, but an image must have exactly one partition, those"
                                        .formatted(table.summary())
                                + " for the firmware aside",
                        "change the partitioning in the answer file, or set "
                                + Field.ONE_PARTITION
                                + "=false");
            }
            return find(image, table, progress);
        } catch (IOException e) {
            throw DiskFailures.io("reading the disk", folder, e);
        } catch (CommandException e) {
            throw DiskFailures.command("looking for the root file system", folder, e);
        }
    }

    private InstalledDisk find(Path image, PartitionTable table, Consumer<String> progress)
            throws BuildException, IOException, CommandException, InterruptedException {
        List<Partition> ext =
                table.partitions().stream().filter(p -> p.fileSystem().isExt()).toList();
        List<Partition> foreign =
                table.partitions().stream().filter(p -> p.fileSystem().needsLibguestfs()).toList();
        boolean elsewhere = !foreign.isEmpty() || closed(table).findAny().isPresent();
        Optional<Partition> extRoot =
                elsewhere ? marked(image, ext, OS_RELEASE) : findRoot(image, ext);
        if (extRoot.isPresent()) {
            return new InstalledDisk(image, table, extRoot.get(), ext, List.of(), Optional.empty());
        }
        RootCopy copy = new RootCopy(guestfish, image, progress);
        Optional<Partition> copied = copy.existing(foreign);
        if (copied.isEmpty() && byItself) {
            copied = copy.makeWithoutGuestfish(foreign);
        }
        if (copied.isEmpty() && !foreign.isEmpty() && guestfish.isInstalled()) {
            copied = Optional.of(copy.make(foreign));
        }
        Partition root = copied.orElseThrow(() -> unsupported(table, foreign));
        return new InstalledDisk(
                image, table, root, ext, foreign, Optional.of(RootCopy.file(image, root)));
    }

    /** Removes copies of root file systems, when those have been changed. */
    public static void forget(Path image) throws IOException {
        RootCopy.forget(image);
    }

    private static boolean hasOnePartition(PartitionTable table) {
        long own =
                table.partitions().stream().filter(p -> p.role() == PartitionRole.SYSTEM).count();
        return own == 1 && table.kind() != PartitionTable.Kind.NONE;
    }

    private Optional<Partition> findRoot(Path image, List<Partition> ext)
            throws IOException, CommandException, InterruptedException {
        if (ext.size() < 2) {
            return ext.stream().findFirst();
        }
        for (String mark : List.of(OS_RELEASE, "/etc")) {
            Optional<Partition> root = marked(image, ext, mark);
            if (root.isPresent()) {
                return root;
            }
        }
        return ext.stream().max(Comparator.comparingLong(Partition::length));
    }

    private Optional<Partition> marked(Path image, List<Partition> ext, String mark)
            throws IOException, CommandException, InterruptedException {
        for (Partition partition : ext) {
            GuestFiles files =
                    new GuestFiles(debugfs, new ExtFileSystem(image, partition.offset()));
            if (!files.find(mark).isEmpty()) {
                return Optional.of(partition);
            }
        }
        return Optional.empty();
    }

    /** What holds file systems that cannot be reached here. */
    private static Stream<Partition> closed(PartitionTable table) {
        return table.partitions().stream()
                .filter(
                        partition ->
                                partition.fileSystem() == FileSystemType.LVM
                                        || partition.fileSystem() == FileSystemType.LUKS);
    }

    private static ImageCheckException unsupported(PartitionTable table, List<Partition> foreign) {
        String ext4 =
                "let the answer file format the root partition as ext4, without LVM or encryption";
        if (closed(table).findAny().isPresent()) {
            return new ImageCheckException(
                    "the system is inside of %s, where nobody can look into it from outside; found %s on the disk"
                            .formatted(
                                    closed(table)
                                            .map(Partition::toString)
                                            .collect(Collectors.joining(", ")),
                                    table.summary()),
                    ext4);
        }
        String message =
                "found %s on the disk; the root file system must be ext2, ext3 or ext4"
                        .formatted(table.summary());
        if (foreign.isEmpty()) {
            return new ImageCheckException(message, ext4);
        }
        return new ImageCheckException(
                message + ", or guestfish be installed",
                "%s; or set %s=%s and install guestfish, on Debian: %s"
                        .formatted(
                                ext4,
                                Field.FILE_SYSTEM,
                                foreign.get(0).fileSystem().label(),
                                Program.installLine(
                                        List.of(Program.GUESTFISH, Program.XFS_REPAIR))));
    }
}

package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.imagefactory.error.ImageCheckException;

/**
 * How a disk is divided, read from the disk file itself: no root, no loop device, no library.
 *
 * @param kind of table
 * @param partitions in the order of their numbers; extended containers are left out
 * @param warnings what is odd but does not stop anybody from using the disk
 */
public record PartitionTable(Kind kind, List<Partition> partitions, List<String> warnings) {

    /** Where the partitions were listed. */
    public enum Kind {
        /** No table; perhaps a file system on the whole disk, then the only partition. */
        NONE,
        MBR,
        GPT
    }

    private static final int FIRST_MEBIBYTE = 1 << 20;

    public PartitionTable {
        partitions = List.copyOf(partitions);
        warnings = List.copyOf(warnings);
    }

    /** Where a partition lies, before anybody looked into it. Sectors of 512 bytes. */
    record Range(int number, long firstSector, long sectors, PartitionRole role) {

        boolean overlaps(Range other) {
            return firstSector < other.firstSector + other.sectors
                    && other.firstSector < firstSector + sectors;
        }
    }

    /**
     * Reads the table of a raw disk image with sectors of 512 bytes.
     *
     * @throws ImageCheckException the disk is empty, or the table contradicts itself or the size of
     *     the disk
     * @throws IOException the file cannot be read
     */
    public static PartitionTable read(Path file) throws IOException, ImageCheckException {
        try (DiskFile disk = DiskFile.open(file)) {
            if (isEmpty(disk)) {
                throw new ImageCheckException(
                        "the disk is empty",
                        "the installer never wrote to it: look at the installer's console output;"
                                + " does the answer file partition the disk vda?");
            }
            if (!disk.contains(0, 2 * DiskFile.SECTOR)) {
                throw new ImageCheckException("the disk is too small for a partition table", "");
            }
            FileSystemType whole = FileSystemProbe.detect(disk, 0, disk.size());
            Mbr mbr = Mbr.read(disk);
            if (mbr.protectsGpt()) {
                return gpt(disk);
            }
            // the first sector of a FAT file system, boot code and all, is signed like an MBR
            boolean fileSystemFirst =
                    whole == FileSystemType.VFAT
                            || (whole != FileSystemType.UNKNOWN && mbr.ranges().isEmpty());
            if (!mbr.isPresent() || fileSystemFirst) {
                return none(disk, whole);
            }
            return of(Kind.MBR, disk, mbr.ranges(), List.of());
        }
    }

    /** For messages: {@code 2 partitions (vda1 ext4 1.5 GiB, vda2 swap 488 MiB)}. */
    public String summary() {
        if (kind == Kind.NONE) {
            return partitions.isEmpty()
                    ? "no partition table"
                    : "no partition table, but a file system on the whole disk (%s)"
                            .formatted(partitions.get(0));
        }
        if (partitions.isEmpty()) {
            return "a partition table without partitions";
        }
        return "%d partition%s (%s)"
                .formatted(
                        partitions.size(),
                        partitions.size() == 1 ? "" : "s",
                        partitions.stream()
                                .map(Partition::toString)
                                .collect(Collectors.joining(", ")));
    }

    private static PartitionTable gpt(DiskFile disk) throws IOException, ImageCheckException {
        List<String> warnings = new ArrayList<>();
        List<Range> ranges = Gpt.read(disk, warnings);
        return of(Kind.GPT, disk, ranges, warnings);
    }

    private static PartitionTable none(DiskFile disk, FileSystemType whole) {
        List<Partition> partitions =
                whole == FileSystemType.UNKNOWN
                        ? List.of()
                        : List.of(new Partition(0, 0, disk.size(), whole));
        return new PartitionTable(Kind.NONE, partitions, List.of());
    }

    private static PartitionTable of(
            Kind kind, DiskFile disk, List<Range> ranges, List<String> warnings)
            throws IOException, ImageCheckException {
        requireSane(disk, ranges);
        List<Partition> partitions = new ArrayList<>();
        for (Range range : ranges) {
            long offset = range.firstSector() * DiskFile.SECTOR;
            long length = range.sectors() * DiskFile.SECTOR;
            FileSystemType type = FileSystemProbe.detect(disk, offset, length);
            partitions.add(new Partition(range.number(), offset, length, type, range.role()));
        }
        return new PartitionTable(kind, partitions, warnings);
    }

    private static void requireSane(DiskFile disk, List<Range> ranges) throws ImageCheckException {
        for (Range range : ranges) {
            boolean inside =
                    range.firstSector() > 0
                            && range.sectors() > 0
                            && range.firstSector() <= disk.sectors()
                            && range.sectors() <= disk.sectors() - range.firstSector();
            if (!inside) {
                throw damaged(
                        "vda%d (sectors %d to %d) is not within the disk of %d sectors"
                                .formatted(
                                        range.number(),
                                        range.firstSector(),
                                        range.firstSector() + range.sectors() - 1,
                                        disk.sectors()));
            }
        }
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(Range::firstSector));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).overlaps(sorted.get(i - 1))) {
                throw damaged(
                        "vda%d and vda%d overlap"
                                .formatted(sorted.get(i - 1).number(), sorted.get(i).number()));
            }
        }
    }

    static ImageCheckException damaged(String what) {
        return new ImageCheckException(
                "the partition table is damaged: " + what,
                "look at the installer's console output for disk errors and build again");
    }

    private static boolean isEmpty(DiskFile disk) throws IOException, ImageCheckException {
        ByteBuffer start = disk.read(0, (int) Math.min(disk.size(), FIRST_MEBIBYTE));
        return start.equals(ByteBuffer.allocate(start.remaining()));
    }
}

package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.imagefactory.disk.PartitionTable.Range;
import org.imagefactory.error.ImageCheckException;

/**
 * The GUID partition table, by section 5.3 of the UEFI specification: a header with a checksum in
 * sector 1, an array of entries with a checksum of its own, and a copy of both at the end of the
 * disk, which counts if the first is damaged.
 */
final class Gpt {

    private static final long SIGNATURE = 0x5452415020494645L; // "EFI PART"
    private static final int LARGE_SECTOR = 4096;
    private static final int LEAST_HEADER = 92;
    private static final int LEAST_ENTRY = 128;
    private static final int MOST_ENTRY = 4096;
    // installers make 128 entries; anything near this bound is not a table but noise
    private static final int MOST_ENTRIES = 4096;

    private Gpt() {}

    /**
     * @param warnings gets a line if only the copy could be read
     * @throws ImageCheckException neither the table nor its copy is valid
     */
    static List<Range> read(DiskFile disk, List<String> warnings)
            throws IOException, ImageCheckException {
        Optional<List<Range>> primary = readAt(disk, 1);
        if (primary.isPresent()) {
            return primary.get();
        }
        Optional<List<Range>> backup = readAt(disk, disk.sectors() - 1);
        if (backup.isEmpty() && isForLargeSectors(disk)) {
            throw new ImageCheckException(
                    "the partition table is for a disk with sectors of %d bytes, and only those"
                                    .formatted(LARGE_SECTOR)
                            + " with sectors of %d can be looked into".formatted(DiskFile.SECTOR),
                    "");
        }
        if (backup.isEmpty()) {
            throw PartitionTable.damaged("neither the GPT nor its copy has valid checksums");
        }
        warnings.add("the GPT is damaged; its copy at the end of the disk was used");
        return backup.get();
    }

    private static boolean isForLargeSectors(DiskFile disk)
            throws IOException, ImageCheckException {
        return disk.contains(LARGE_SECTOR, DiskFile.SECTOR)
                && disk.read(LARGE_SECTOR, DiskFile.SECTOR).getLong(0) == SIGNATURE;
    }

    private static Optional<List<Range>> readAt(DiskFile disk, long sector)
            throws IOException, ImageCheckException {
        ByteBuffer header = disk.read(sector * DiskFile.SECTOR, DiskFile.SECTOR);
        int headerBytes = header.getInt(12);
        if (header.getLong(0) != SIGNATURE
                || headerBytes < LEAST_HEADER
                || headerBytes > DiskFile.SECTOR
                || header.getLong(24) != sector) {
            return Optional.empty();
        }
        int checksum = header.getInt(16);
        header.putInt(16, 0);
        if (crc32(header.slice(0, headerBytes)) != checksum) {
            return Optional.empty();
        }
        return readEntries(disk, header);
    }

    private static Optional<List<Range>> readEntries(DiskFile disk, ByteBuffer header)
            throws IOException, ImageCheckException {
        long sector = header.getLong(72);
        int count = header.getInt(80);
        int entryBytes = header.getInt(84);
        boolean sane =
                count >= 0
                        && count <= MOST_ENTRIES
                        && entryBytes >= LEAST_ENTRY
                        && entryBytes <= MOST_ENTRY
                        && Integer.bitCount(entryBytes) == 1
                        && sector > 1
                        && sector < disk.sectors()
                        && disk.contains(sector * DiskFile.SECTOR, (long) count * entryBytes);
        if (!sane) {
            return Optional.empty();
        }
        ByteBuffer entries = disk.read(sector * DiskFile.SECTOR, count * entryBytes);
        if (crc32(entries.duplicate()) != header.getInt(88)) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addEntry(entries, i, entryBytes, ranges);
        }
        return Optional.of(ranges);
    }

    private static void addEntry(ByteBuffer entries, int index, int entryBytes, List<Range> ranges)
            throws ImageCheckException {
        int at = index * entryBytes;
        boolean used = entries.getLong(at) != 0 || entries.getLong(at + 8) != 0;
        if (!used) {
            return;
        }
        long first = entries.getLong(at + 32);
        long last = entries.getLong(at + 40);
        if (first < 0 || last < first || last == Long.MAX_VALUE) {
            throw PartitionTable.damaged(
                    "vda%d has sectors %d to %d".formatted(index + 1, first, last));
        }
        ranges.add(
                new Range(
                        index + 1,
                        first,
                        last - first + 1,
                        PartitionRole.ofGpt(entries.getLong(at), entries.getLong(at + 8))));
    }

    private static int crc32(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}

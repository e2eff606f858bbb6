package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.disk.PartitionTable.Range;
import org.imagefactory.error.ImageCheckException;

/**
 * The classic partition table in the first sector: four entries of 16 bytes at 446, the signature
 * 55 AA at 510. An extended partition holds a chain of such sectors, each with one logical
 * partition, counted from its own sector, and a link, counted from the start of the extended
 * partition.
 *
 * @param isPresent whether the signature is there and the entries look like entries
 * @param protectsGpt whether an entry of type EE says that the real table is a GPT (UEFI 5.2.3)
 * @param ranges of the primary and logical partitions
 */
record Mbr(boolean isPresent, boolean protectsGpt, List<Range> ranges) {

    /** Linux stops at 256 minors of a disk; a longer chain is not one that an installer made. */
    private static final int MOST_LOGICAL = 256;

    private static final int FIRST_LOGICAL = 5;
    private static final int ENTRIES = 446;
    private static final int ENTRY_BYTES = 16;
    private static final int GPT_PROTECTIVE = 0xEE;

    private record Entry(int status, int type, long firstSector, long sectors) {

        static Entry read(ByteBuffer sector, int index) {
            int at = ENTRIES + index * ENTRY_BYTES;
            return new Entry(
                    sector.get(at) & 0xFF,
                    sector.get(at + 4) & 0xFF,
                    Integer.toUnsignedLong(sector.getInt(at + 8)),
                    Integer.toUnsignedLong(sector.getInt(at + 12)));
        }

        boolean isUsed() {
            return type != 0 && sectors != 0;
        }

        boolean isExtended() {
            return type == 0x05 || type == 0x0F || type == 0x85;
        }
    }

    static Mbr read(DiskFile disk) throws IOException, ImageCheckException {
        ByteBuffer sector = disk.read(0, DiskFile.SECTOR);
        if (!isSigned(sector)) {
            return new Mbr(false, false, List.of());
        }
        List<Range> primary = new ArrayList<>();
        List<Range> logical = new ArrayList<>();
        boolean plausible = true;
        boolean protectsGpt = false;
        for (int i = 0; i < 4; i++) {
            Entry entry = Entry.read(sector, i);
            plausible &= entry.status() == 0 || entry.status() == 0x80;
            protectsGpt |= entry.type() == GPT_PROTECTIVE;
            if (entry.isUsed() && entry.isExtended()) {
                readLogical(disk, entry, logical);
            } else if (entry.isUsed()) {
                primary.add(
                        new Range(
                                i + 1,
                                entry.firstSector(),
                                entry.sectors(),
                                PartitionRole.ofMbr(entry.type())));
            }
            if (!plausible) {
                return new Mbr(false, false, List.of());
            }
        }
        primary.addAll(logical);
        return new Mbr(true, protectsGpt, List.copyOf(primary));
    }

    private static void readLogical(DiskFile disk, Entry extended, List<Range> logical)
            throws IOException, ImageCheckException {
        long base = extended.firstSector();
        long at = base;
        for (int links = 0; links < MOST_LOGICAL; links++) {
            if (at <= 0 || at >= disk.sectors()) {
                throw PartitionTable.damaged(
                        "the extended partition goes on at sector %d of %d"
                                .formatted(at, disk.sectors()));
            }
            ByteBuffer sector = disk.read(at * DiskFile.SECTOR, DiskFile.SECTOR);
            if (!isSigned(sector)) {
                throw PartitionTable.damaged("no extended boot record at sector %d".formatted(at));
            }
            Entry entry = Entry.read(sector, 0);
            if (entry.isUsed()) {
                int number = FIRST_LOGICAL + logical.size();
                logical.add(
                        new Range(
                                number,
                                at + entry.firstSector(),
                                entry.sectors(),
                                PartitionRole.ofMbr(entry.type())));
            }
            Entry link = Entry.read(sector, 1);
            if (!link.isUsed() || !link.isExtended()) {
                return;
            }
            at = base + link.firstSector();
        }
        throw PartitionTable.damaged("the chain of logical partitions does not end");
    }

    private static boolean isSigned(ByteBuffer sector) {
        return (sector.getShort(510) & 0xFFFF) == 0xAA55;
    }
}

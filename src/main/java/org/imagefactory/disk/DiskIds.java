package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.imagefactory.error.ImageCheckException;

/**
 * What an installer draws by lot for a disk: the identifiers of the disk, its partitions and its
 * file systems, as {@code blkid} writes them. The positions are those of the kernel's headers and
 * of the UEFI specification.
 */
public final class DiskIds {

    private static final int SIGNATURE = 440;
    private static final int GPT_DISK = DiskFile.SECTOR + 56;
    private static final int GPT_ENTRIES = DiskFile.SECTOR + 72;
    private static final int GPT_ENTRY_BYTES = DiskFile.SECTOR + 84;
    private static final int MOST_ENTRY = 4096;

    private DiskIds() {}

    /**
     * @return the identifiers by what they are of, like {@code file system of vda1}
     * @throws ImageCheckException the disk ends where an identifier should be
     */
    public static Map<String, String> read(Path image, PartitionTable table)
            throws IOException, ImageCheckException {
        Map<String, String> ids = new LinkedHashMap<>();
        try (DiskFile disk = DiskFile.open(image)) {
            String signature = "";
            if (table.kind() == PartitionTable.Kind.MBR) {
                signature = hex(disk.read(SIGNATURE, 4).getInt());
                ids.put("disk", signature);
            } else if (table.kind() == PartitionTable.Kind.GPT) {
                ids.put("disk", guid(disk.read(GPT_DISK, 16)));
            }
            for (Partition partition : table.partitions()) {
                if (table.kind() == PartitionTable.Kind.GPT) {
                    ids.put("partition " + partition.name(), gptPartition(disk, partition));
                } else if (!signature.isEmpty()) {
                    ids.put(
                            "partition " + partition.name(),
                            "%s-%02x".formatted(signature, partition.number()));
                }
                String id = fileSystem(disk, partition);
                if (!id.isEmpty()) {
                    ids.put("file system of " + partition.name(), id);
                }
            }
        }
        return ids;
    }

    private static String gptPartition(DiskFile disk, Partition partition)
            throws IOException, ImageCheckException {
        long entries = disk.read(GPT_ENTRIES, 8).getLong();
        int bytes = disk.read(GPT_ENTRY_BYTES, 4).getInt();
        if (entries < 1 || entries > disk.sectors() || bytes < 0 || bytes > MOST_ENTRY) {
            return ""; // the first table is damaged, the copy was used
        }
        long at = entries * DiskFile.SECTOR + (long) (partition.number() - 1) * bytes + 16;
        return disk.contains(at, 16) ? guid(disk.read(at, 16)) : "";
    }

    private static String fileSystem(DiskFile disk, Partition partition)
            throws IOException, ImageCheckException {
        long start = partition.offset();
        return switch (partition.fileSystem()) {
            case EXT2, EXT3, EXT4 -> uuid(disk.read(start + 1024 + 104, 16));
            case XFS -> uuid(disk.read(start + 32, 16));
            case BTRFS -> uuid(disk.read(start + 65536 + 32, 16));
            case SWAP -> uuid(disk.read(start + 1024 + 12, 16));
            case VFAT -> fat(disk.read(start, DiskFile.SECTOR));
            default -> "";
        };
    }

    private static String fat(ByteBuffer sector) {
        boolean wide = sector.getShort(22) == 0;
        String id = hex(sector.getInt(wide ? 67 : 39)).toUpperCase(Locale.ROOT);
        return id.substring(0, 4) + "-" + id.substring(4);
    }

    private static String uuid(ByteBuffer bytes) {
        ByteBuffer big = bytes.order(ByteOrder.BIG_ENDIAN);
        return new UUID(big.getLong(), big.getLong()).toString();
    }

    /** The first three numbers of a GUID are little-endian. */
    private static String guid(ByteBuffer bytes) {
        long high =
                Integer.toUnsignedLong(bytes.getInt()) << 32
                        | Short.toUnsignedLong(bytes.getShort()) << 16
                        | Short.toUnsignedLong(bytes.getShort());
        return new UUID(high, bytes.order(ByteOrder.BIG_ENDIAN).getLong()).toString();
    }

    private static String hex(int number) {
        return String.format(Locale.ROOT, "%08x", number);
    }
}

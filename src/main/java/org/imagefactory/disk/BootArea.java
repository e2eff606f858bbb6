package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.spec.Sha256;

/**
 * A part of a disk outside of file systems where boot loaders put their code.
 *
 * @param name of the part
 * @param bytes that it has
 * @param sha256 of them
 */
public record BootArea(String name, long bytes, String sha256) {

    /** In front of the disk's signature. */
    private static final int CODE_BYTES = 440;

    /** Behind the header and the entries of a GPT, as all tools make it. */
    private static final int GPT_SECTORS = 34;

    /** Of what is larger, only so much may be a boot loader. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int BUFFER_BYTES = 1 << 20;

    /**
     * The code in the first sector, the gap behind it, and partitions without a file system.
     *
     * @param image raw disk
     */
    public static List<BootArea> read(Path image, PartitionTable table)
            throws IOException, ImageCheckException, InterruptedException {
        List<BootArea> areas = new ArrayList<>();
        if (table.kind() == PartitionTable.Kind.NONE) {
            return areas;
        }
        try (DiskFile disk = DiskFile.open(image)) {
            areas.add(of(disk, "code in the first sector", 0, CODE_BYTES));
            long begin = table.kind() == PartitionTable.Kind.GPT ? GPT_SECTORS : 1;
            long gap = begin * DiskFile.SECTOR;
            long end =
                    table.partitions().stream()
                            .mapToLong(Partition::offset)
                            .min()
                            .orElse(Math.min(disk.size(), BUFFER_BYTES));
            if (end > gap) {
                areas.add(of(disk, "gap before the first partition", gap, end - gap));
            }
            for (Partition partition : table.partitions()) {
                if (partition.fileSystem() == FileSystemType.UNKNOWN) {
                    areas.add(of(disk, partition.name(), partition.offset(), partition.length()));
                }
            }
        }
        return areas;
    }

    private static BootArea of(DiskFile disk, String name, long offset, long length)
            throws IOException, ImageCheckException, InterruptedException {
        MessageDigest digest = Sha256.newDigest();
        long bytes = Math.min(length, MOST_BYTES);
        for (long done = 0; done < bytes; done += BUFFER_BYTES) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            ByteBuffer part = disk.read(offset + done, (int) Math.min(BUFFER_BYTES, bytes - done));
            digest.update(part);
        }
        return new BootArea(name, length, Sha256.ofBytes(digest.digest()).hex());
    }
}

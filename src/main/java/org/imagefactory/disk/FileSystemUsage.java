package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.imagefactory.error.ImageCheckException;

/**
 * How full a file system is, by its superblock, as of the last clean unmount. The positions are
 * those of the kernel's {@code struct xfs_dsb} and {@code struct btrfs_super_block}.
 */
public final class FileSystemUsage {

    private static final int BTRFS_SUPERBLOCK = 64 << 10;
    private static final int BTRFS_BYTES_USED = 0x78;
    private static final int XFS_BLOCK_BYTES = 4;
    private static final int XFS_BLOCKS = 8;
    private static final int XFS_FREE_BLOCKS = 144;

    private FileSystemUsage() {}

    /**
     * Bytes that are in use, the file system's own tables among them; 0 where that is unknown or
     * makes no sense.
     *
     * @param file disk image
     */
    public static long usedBytes(Path file, Partition partition)
            throws IOException, ImageCheckException {
        long used =
                switch (partition.fileSystem()) {
                    case EXT2, EXT3, EXT4 ->
                            ExtSuperblock.read(file, partition.offset()).usedBytes();
                    case XFS -> xfs(file, partition.offset());
                    case BTRFS -> btrfs(file, partition.offset());
                    default -> 0;
                };
        return Math.max(0, used);
    }

    private static long xfs(Path file, long offset) throws IOException, ImageCheckException {
        try (DiskFile disk = DiskFile.open(file)) {
            ByteBuffer block = disk.read(offset, DiskFile.SECTOR).order(ByteOrder.BIG_ENDIAN);
            long used = block.getLong(XFS_BLOCKS) - block.getLong(XFS_FREE_BLOCKS);
            return used * block.getInt(XFS_BLOCK_BYTES);
        }
    }

    private static long btrfs(Path file, long offset) throws IOException, ImageCheckException {
        try (DiskFile disk = DiskFile.open(file)) {
            return disk.read(offset + BTRFS_SUPERBLOCK, DiskFile.SECTOR).getLong(BTRFS_BYTES_USED);
        }
    }
}

package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.imagefactory.error.ImageCheckException;

/**
 * What the superblock of an ext2, ext3 or ext4 file system says about its state; the fields are
 * those of the kernel's {@code struct ext4_super_block}.
 *
 * @param blockBytes bytes per block
 * @param blocks of the whole file system
 * @param freeBlocks of it, as of the last clean unmount
 * @param clean whether it was unmounted cleanly
 * @param needsRecovery whether its journal holds changes that are not yet in their place
 * @param errorsFound whether the kernel met an error in it
 */
public record ExtSuperblock(
        int blockBytes,
        long blocks,
        long freeBlocks,
        boolean clean,
        boolean needsRecovery,
        boolean errorsFound) {

    private static final int POSITION = 1024;
    private static final int STATE_CLEAN = 1;
    private static final int STATE_ERRORS = 2;
    private static final int INCOMPATIBLE_RECOVER = 0x4;
    private static final int INCOMPATIBLE_64BIT = 0x80;

    /**
     * @param file disk image
     * @param offset of the file system in it, in bytes
     * @throws ImageCheckException the superblock is not within the disk, or makes no sense
     */
    public static ExtSuperblock read(Path file, long offset)
            throws IOException, ImageCheckException {
        try (DiskFile disk = DiskFile.open(file)) {
            ByteBuffer block = disk.read(offset + POSITION, 1024);
            int exponent = block.getInt(24);
            if (exponent < 0 || exponent > 6) {
                throw new ImageCheckException(
                        "the superblock of the file system is damaged: block size 2^%d KiB"
                                .formatted(exponent),
                        "");
            }
            int incompatible = block.getInt(96);
            boolean wide = (incompatible & INCOMPATIBLE_64BIT) != 0;
            int state = block.getShort(58);
            return new ExtSuperblock(
                    1024 << exponent,
                    count(block, 4, wide ? 336 : -1),
                    count(block, 12, wide ? 344 : -1),
                    (state & STATE_CLEAN) != 0,
                    (incompatible & INCOMPATIBLE_RECOVER) != 0,
                    (state & STATE_ERRORS) != 0);
        }
    }

    /** Bytes in blocks that are not free: files, directories and the file system's own tables. */
    public long usedBytes() {
        return (blocks - freeBlocks) * blockBytes;
    }

    private static long count(ByteBuffer block, int low, int high) {
        long value = Integer.toUnsignedLong(block.getInt(low));
        return high < 0 ? value : value | (long) block.getInt(high) << 32;
    }
}

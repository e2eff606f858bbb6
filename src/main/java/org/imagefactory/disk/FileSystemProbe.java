package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.imagefactory.error.ImageCheckException;

/**
 * Tells file systems by the signatures in their first blocks. The positions are those that the
 * Linux headers document: {@code ext4.h}, {@code xfs_format.h}, {@code btrfs.h}, {@code swap.h},
 * and the on-disk format papers of LVM2, LUKS and FAT.
 */
final class FileSystemProbe {

    private static final int EXT_SUPERBLOCK = 1024;
    private static final int EXT_MAGIC = 0xEF53;
    private static final int EXT_HAS_JOURNAL = 0x4;
    private static final int EXT_JOURNAL_DEVICE = 0x8;
    // extents, 64bit, meta_bg with flexible groups, inline data …: all that ext3 cannot read
    private static final int EXT4_INCOMPATIBLE = ~(0x2 | 0x4 | 0x8 | 0x10);
    private static final int EXT4_READ_ONLY = ~(0x1 | 0x2 | 0x4);
    private static final int[] PAGE_SIZES = {4096, 8192, 16384, 65536};

    private final DiskFile disk;
    private final long start;
    private final long length;

    private FileSystemProbe(DiskFile disk, long start, long length) {
        this.disk = disk;
        this.start = start;
        this.length = length;
    }

    /** What the range of the disk holds. */
    static FileSystemType detect(DiskFile disk, long start, long length)
            throws IOException, ImageCheckException {
        return new FileSystemProbe(disk, start, length).detect();
    }

    private FileSystemType detect() throws IOException, ImageCheckException {
        if (has(0, "XFSB")) {
            return FileSystemType.XFS;
        }
        if (has(0, "LUKS\u00ba\u00be")) {
            return FileSystemType.LUKS;
        }
        if (isLvm()) {
            return FileSystemType.LVM;
        }
        if (isSwap()) {
            return FileSystemType.SWAP;
        }
        if (has(0x10040, "_BHRfS_M")) {
            return FileSystemType.BTRFS;
        }
        FileSystemType ext = ext();
        return ext == FileSystemType.UNKNOWN && isFat() ? FileSystemType.VFAT : ext;
    }

    private FileSystemType ext() throws IOException, ImageCheckException {
        if (!fits(EXT_SUPERBLOCK, 1024)) {
            return FileSystemType.UNKNOWN;
        }
        ByteBuffer block = disk.read(start + EXT_SUPERBLOCK, 1024);
        int incompatible = block.getInt(96);
        if ((block.getShort(56) & 0xFFFF) != EXT_MAGIC
                || (incompatible & EXT_JOURNAL_DEVICE) != 0) {
            return FileSystemType.UNKNOWN;
        }
        if ((incompatible & EXT4_INCOMPATIBLE) != 0 || (block.getInt(100) & EXT4_READ_ONLY) != 0) {
            return FileSystemType.EXT4;
        }
        return (block.getInt(92) & EXT_HAS_JOURNAL) != 0
                ? FileSystemType.EXT3
                : FileSystemType.EXT2;
    }

    private boolean isLvm() throws IOException, ImageCheckException {
        for (int sector = 0; sector < 4; sector++) {
            long at = (long) sector * DiskFile.SECTOR;
            if (has(at, "LABELONE") && has(at + 24, "LVM2 001")) {
                return true;
            }
        }
        return false;
    }

    private boolean isSwap() throws IOException, ImageCheckException {
        for (int page : PAGE_SIZES) {
            if (has(page - 10, "SWAPSPACE2") || has(page - 10, "SWAP-SPACE")) {
                return true;
            }
        }
        return false;
    }

    private boolean isFat() throws IOException, ImageCheckException {
        boolean named = has(54, "FAT12   ") || has(54, "FAT16   ") || has(82, "FAT32   ");
        return named && has(510, "U\u00aa");
    }

    private boolean has(long at, String signature) throws IOException, ImageCheckException {
        byte[] expected = signature.getBytes(StandardCharsets.ISO_8859_1);
        return fits(at, expected.length)
                && disk.read(start + at, expected.length).equals(ByteBuffer.wrap(expected));
    }

    private boolean fits(long at, int bytes) {
        return at + bytes <= length && disk.contains(start + at, bytes);
    }
}

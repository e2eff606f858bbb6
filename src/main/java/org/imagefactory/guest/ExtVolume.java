package org.imagefactory.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.imagefactory.tools.DamagedFileSystemException;

/**
 * An ext2, ext3 or ext4 file system. The layout is that of the kernel's documentation, "ext4 Data
 * Structures and Algorithms".
 */
public final class ExtVolume implements Volume {

    private static final int SUPERBLOCK = 1024;
    private static final int MAGIC = 0xEF53;
    private static final int JOURNAL = 0x4;
    private static final int RECOVER = 0x4;
    private static final int WIDE = 0x80;

    /**
     * File types in directories, extents, 64 bits, protection of mounts, flexible groups, seeds of
     * checksums, large directories, names regardless of case, and what asks for a recovery.
     */
    private static final int KNOWN = 0x2 | RECOVER | 0x40 | WIDE | 0x100 | 0x200 | 0x2000 | 0x24000;

    private final VolumeBytes bytes;
    private final long length;
    private final int blockBytes;
    private final long inodes;
    private final long inodesPerGroup;
    private final int inodeBytes;
    private final int descriptorBytes;
    private final long descriptors;
    private final long journal;

    /**
     * @param offset of the file system in the disk, in bytes
     * @param length of it
     * @throws DamagedFileSystemException it cannot be read
     */
    public static ExtVolume open(Path disk, long offset, long length) throws IOException {
        VolumeBytes bytes = new VolumeBytes(disk, offset, length);
        try {
            return new ExtVolume(bytes);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private ExtVolume(VolumeBytes bytes) throws IOException {
        this.bytes = bytes;
        this.length = bytes.length();
        ByteBuffer block = read(SUPERBLOCK, 1024);
        int features = block.getInt(96);
        if ((block.getShort(56) & 0xFFFF) != MAGIC) {
            throw new DamagedFileSystemException("it has no superblock");
        }
        if ((features & ~KNOWN) != 0) {
            throw new DamagedFileSystemException(
                    "it has features that are unknown here: 0x%x".formatted(features & ~KNOWN));
        }
        if ((features & RECOVER) != 0) {
            throw new DamagedFileSystemException("it was not unmounted");
        }
        int exponent = block.getInt(24);
        if (exponent < 0 || exponent > 6) {
            throw new DamagedFileSystemException("its block size is 2^%d KiB".formatted(exponent));
        }
        blockBytes = 1024 << exponent;
        journal = (block.getInt(92) & JOURNAL) == 0 ? 0 : Integer.toUnsignedLong(block.getInt(224));
        inodes = Integer.toUnsignedLong(block.getInt(0));
        inodesPerGroup = Integer.toUnsignedLong(block.getInt(40));
        inodeBytes = block.getInt(76) == 0 ? 128 : block.getShort(88) & 0xFFFF;
        int wide = block.getShort(254) & 0xFFFF;
        descriptorBytes = (features & WIDE) == 0 ? 32 : wide;
        descriptors = (Integer.toUnsignedLong(block.getInt(20)) + 1) * blockBytes;
        if (inodesPerGroup == 0
                || inodeBytes < 128
                || inodeBytes > blockBytes
                || descriptorBytes < 32) {
            throw new DamagedFileSystemException("its superblock makes no sense");
        }
    }

    int blockBytes() {
        return blockBytes;
    }

    @Override
    public long length() {
        return length;
    }

    long inodes() {
        return inodes;
    }

    @Override
    public ExtInode root() throws IOException {
        return inode(GuestFiles.ROOT_INODE);
    }

    @Override
    public ExtInode inode(long number) throws IOException {
        if (number < 1 || number > inodes) {
            throw new DamagedFileSystemException("there is no inode " + number);
        }
        long group = (number - 1) / inodesPerGroup;
        ByteBuffer descriptor = read(descriptors + group * descriptorBytes, descriptorBytes);
        long table = Integer.toUnsignedLong(descriptor.getInt(8));
        if (descriptorBytes >= 64) {
            table |= Integer.toUnsignedLong(descriptor.getInt(40)) << 32;
        }
        long place = (number - 1) % inodesPerGroup * inodeBytes;
        return new ExtInode(this, number, read(position(table) + place, inodeBytes));
    }

    /** The inode of the journal; 0 if there is none, or it is on another device. */
    long journal() {
        return journal;
    }

    /** A block of the file system. */
    ByteBuffer block(long number) throws IOException {
        return read(position(number), blockBytes);
    }

    /** Where a block begins in the file system, in bytes. */
    long position(long block) throws DamagedFileSystemException {
        if (block < 0 || block > length / blockBytes) {
            throw new DamagedFileSystemException("there is no block " + block);
        }
        return block * blockBytes;
    }

    /** Bytes of the file system, in little-endian order. */
    ByteBuffer read(long position, int count) throws IOException {
        return bytes.read(position, count).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}

package org.imagefactory.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.imagefactory.tools.DamagedFileSystemException;

/**
 * An XFS file system, of version 4 or 5. The layout is that of "XFS Algorithms & Data Structures",
 * which SGI and Red Hat published. It is cut into groups of the same length: the high bits of a
 * number of a block or inode are the group's.
 */
public final class XfsVolume implements Volume {

    private static final int MAGIC = 0x58465342;
    private static final int SUPERBLOCK = 512;
    private static final int MORE_FEATURES = 0x8000;
    private static final int TYPES_IN_4 = 0x200;
    private static final int TYPES = 0x1;

    /**
     * Types in folders, sparse inodes, other UUIDs in tables, times after 2038, many extents,
     * exchange of contents, and names of folders above.
     */
    private static final int KNOWN = TYPES | 0x2 | 0x4 | 0x8 | 0x20 | 0x40 | 0x80;

    private static final int SMALLEST_BLOCK = 9;
    private static final int LARGEST_BLOCK = 16;
    private static final int LARGEST_INODE = 2048;

    private final VolumeBytes bytes;
    private final int blockLog;
    private final int folderLog;
    private final int inodeBytes;
    private final int inodesLog;
    private final long groupBlocks;
    private final int groupLog;
    private final long groups;
    private final long rootNumber;
    private final boolean checked;
    private final boolean typed;

    /**
     * @param offset of the file system in the disk, in bytes
     * @param length of it
     * @throws DamagedFileSystemException it cannot be read
     */
    public static XfsVolume open(Path disk, long offset, long length) throws IOException {
        VolumeBytes bytes = new VolumeBytes(disk, offset, length);
        try {
            return new XfsVolume(bytes);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private XfsVolume(VolumeBytes bytes) throws IOException {
        this.bytes = bytes;
        ByteBuffer block = bytes.read(0, SUPERBLOCK);
        if (block.getInt(0) != MAGIC) {
            throw new DamagedFileSystemException("it has no superblock");
        }
        int version = block.getShort(100) & 0xF;
        if (version != 4 && version != 5) {
            throw new DamagedFileSystemException("it is of version " + version);
        }
        checked = version == 5;
        int features = checked ? block.getInt(216) : 0;
        if ((features & ~KNOWN) != 0) {
            throw new DamagedFileSystemException(
                    "it has features that are unknown here: 0x%x".formatted(features & ~KNOWN));
        }
        boolean more = (block.getShort(100) & MORE_FEATURES) != 0;
        typed = checked ? (features & TYPES) != 0 : more && (block.getInt(200) & TYPES_IN_4) != 0;
        blockLog = block.get(120);
        inodeBytes = block.getShort(104) & 0xFFFF;
        inodesLog = block.get(123);
        groupLog = block.get(124);
        folderLog = blockLog + block.get(192);
        groupBlocks = Integer.toUnsignedLong(block.getInt(84));
        groups = Integer.toUnsignedLong(block.getInt(88));
        rootNumber = block.getLong(56);
        if (blockLog < SMALLEST_BLOCK
                || blockLog > LARGEST_BLOCK
                || folderLog < blockLog
                || folderLog > LARGEST_BLOCK
                || inodeBytes < 256
                || inodeBytes > LARGEST_INODE
                || inodesLog < 0
                || (long) inodeBytes << inodesLog > 1L << blockLog
                || groupLog < 1
                || groupLog > 31
                || groupBlocks > 1L << groupLog) {
            throw new DamagedFileSystemException("its superblock makes no sense");
        }
        long log = block.getLong(48);
        if (log == 0) {
            throw new DamagedFileSystemException("its journal is on another device");
        }
        if (!XfsLog.isEmpty(this, log, Integer.toUnsignedLong(block.getInt(96)))) {
            throw new DamagedFileSystemException("it was not unmounted");
        }
    }

    int blockBytes() {
        return 1 << blockLog;
    }

    /** Of a folder's blocks. */
    int folderBytes() {
        return 1 << folderLog;
    }

    /** Whether blocks tell what they are and of whom, as in version 5. */
    boolean isChecked() {
        return checked;
    }

    /** Whether folders tell what kind of file a name is of. */
    boolean isTyped() {
        return typed;
    }

    @Override
    public long length() {
        return bytes.length();
    }

    @Override
    public Inode root() throws IOException {
        return inode(rootNumber);
    }

    @Override
    public Inode inode(long number) throws IOException {
        long inGroup = number & (1L << (groupLog + inodesLog)) - 1;
        long place = position(number >>> (groupLog + inodesLog), inGroup >> inodesLog);
        long at = place + (inGroup & (1L << inodesLog) - 1) * inodeBytes;
        return XfsInode.of(this, number, bytes.read(at, inodeBytes));
    }

    /** Where a block begins, in bytes. */
    long position(long block) throws DamagedFileSystemException {
        return position(block >>> groupLog, block & (1L << groupLog) - 1);
    }

    private long position(long group, long block) throws DamagedFileSystemException {
        if (group < 0 || group >= groups || block >= groupBlocks) {
            throw new DamagedFileSystemException(
                    "there is no block %d in group %d".formatted(block, group));
        }
        return (group * groupBlocks + block) << blockLog;
    }

    ByteBuffer read(long position, int count) throws IOException {
        return bytes.read(position, count);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}

package org.imagefactory.guest;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.imagefactory.tools.DamagedFileSystemException;

/**
 * Writes an ext4 file system of a simple kind into a file: large blocks, of which a small file
 * writes only the start; all tables before all files; each file in one piece; no journal.
 */
final class ExtImage implements Closeable {

    static final int ROOT = 2;

    /** The first number that the file system does not keep for itself. */
    static final int FIRST = 11;

    private static final int LOG = 6;
    private static final int BLOCK = 1024 << LOG;
    private static final int INODE = 128;
    private static final int PER_BLOCK = BLOCK / INODE;

    /** So many at any size: that is only known when all files are written. */
    private static final int GROUPS = 16;

    /** What the tools take: places in a group have 16 bits. */
    private static final int MOST_IN_GROUP = (1 << 16) - 8;

    private static final int MOST_BLOCKS = GROUPS * MOST_IN_GROUP;
    private static final int MOST_INODES = GROUPS * ((1 << 16) - PER_BLOCK);

    /** Behind the first block, the table of groups and their bitmaps. */
    private static final int TABLE = 2 + 2 * GROUPS;

    /** For files that are added to the copy. */
    private static final int SPARE_INODES = 1024;

    private static final int SPARE_BLOCKS = 8192;

    private static final int EXTENTS = 0x80000;
    private static final int EXTENT_MAGIC = 0xF30A;
    private static final int LONGEST_EXTENT = 1 << 15;
    private static final int MOST_EXTENTS = 4;
    private static final int SHORT_LINK = 60;
    private static final int DOT = 12;

    private final FileChannel file;
    private final int groupInodes;
    private final int used;
    private final int[] folders = new int[GROUPS];
    private int next;

    /**
     * @param file a new one
     * @param inodes the largest number that is written
     */
    ExtImage(Path file, int inodes) throws IOException {
        if (inodes > MOST_INODES - SPARE_INODES) {
            throw new DamagedFileSystemException("it has far too many names");
        }
        this.file = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.used = inodes;
        this.groupInodes = ((inodes + SPARE_INODES) / (GROUPS * PER_BLOCK) + 1) * PER_BLOCK;
        this.next = TABLE + GROUPS * groupInodes / PER_BLOCK;
    }

    /** What the file system says of a file, without where its content is. */
    private static ByteBuffer fields(Inode of, long size, int names) {
        ByteBuffer fields = ByteBuffer.allocate(INODE).order(ByteOrder.LITTLE_ENDIAN);
        int time = (int) Math.max(0, Math.min(Integer.MAX_VALUE, of.modified()));
        fields.putShort(0, (short) of.mode()).putShort(2, (short) of.user());
        fields.putInt(4, (int) size).putInt(8, time).putInt(12, time).putInt(16, time);
        fields.putShort(24, (short) of.group()).putShort(26, (short) names);
        fields.putInt(108, (int) (size >> 32));
        fields.putShort(120, (short) (of.user() >> 16)).putShort(122, (short) (of.group() >> 16));
        return fields;
    }

    /** A file, or something without content, such as a device. */
    void file(int number, Inode inode, int names) throws IOException {
        if (!inode.isFile()) {
            put(number, fields(inode, 0, names));
            return;
        }
        int start = next;
        long size = inode.size();
        long room = Math.min(MOST_BLOCKS - SPARE_BLOCKS - next, MOST_EXTENTS * LONGEST_EXTENT);
        if (size < 0 || size / BLOCK >= room) {
            throw new DamagedFileSystemException("its files are too large to be looked at");
        }
        inode.copy(new Content((long) start * BLOCK));
        ByteBuffer fields = fields(inode, size, names);
        extents(fields, start, (int) ((size + BLOCK - 1) / BLOCK));
        put(number, fields);
    }

    void link(int number, Inode inode) throws IOException {
        byte[] target = inode.target();
        ByteBuffer fields = fields(inode, target.length, 1);
        if (target.length < SHORT_LINK) {
            fields.put(40, target);
        } else {
            int start = next;
            write(ByteBuffer.wrap(target), (long) start * BLOCK);
            extents(fields, start, 1);
        }
        put(number, fields);
    }

    /**
     * @param inside numbers of what it holds, by name; one character is one byte
     * @param below how many of these are folders
     */
    void folder(int number, int parent, Inode inode, Map<String, Integer> inside, int below)
            throws IOException {
        int start = next;
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        entry(block, number, ".");
        entry(block, parent, "..");
        int blocks = 0;
        for (Map.Entry<String, Integer> name : inside.entrySet()) {
            if (block.remaining() < length(name.getKey()) + DOT) {
                finish(block, start + blocks++);
            }
            entry(block, name.getValue(), name.getKey());
        }
        finish(block, start + blocks++);
        ByteBuffer fields = fields(inode, (long) blocks * BLOCK, below + 2);
        extents(fields, start, blocks);
        put(number, fields);
        folders[(number - 1) / groupInodes]++;
    }

    private static int length(String name) {
        return 8 + name.length() + 3 & ~3;
    }

    private static void entry(ByteBuffer block, int number, String name) {
        int start = block.position();
        block.putInt(number).putShort((short) length(name)).putShort((short) name.length());
        block.put(name.getBytes(StandardCharsets.ISO_8859_1)).position(start + length(name));
    }

    /** The rest of a block is an entry of nothing. */
    private void finish(ByteBuffer block, int number) throws IOException {
        block.putInt(0).putShort((short) (block.remaining() + 4)).putShort((short) 0);
        write(block.clear(), (long) number * BLOCK);
        block.clear().put(new byte[BLOCK]).clear();
    }

    private void extents(ByteBuffer fields, int start, int blocks) {
        int count = (blocks + LONGEST_EXTENT - 1) / LONGEST_EXTENT;
        fields.putInt(28, blocks * (BLOCK / 512)).putInt(32, EXTENTS);
        fields.putShort(40, (short) EXTENT_MAGIC)
                .putShort(42, (short) count)
                .putShort(44, (short) MOST_EXTENTS);
        for (int i = 0; i < count; i++) {
            int first = i * LONGEST_EXTENT;
            int at = 52 + 12 * i;
            fields.putInt(at, first).putInt(at + 8, start + first);
            fields.putShort(at + 4, (short) Math.min(LONGEST_EXTENT, blocks - first));
        }
        next += blocks;
    }

    private void put(int number, ByteBuffer fields) throws IOException {
        write(fields, (long) TABLE * BLOCK + (number - 1L) * INODE);
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        ByteBuffer rest = bytes.rewind();
        while (rest.hasRemaining()) {
            file.write(rest, position + rest.position());
        }
    }

    /** Writes what tells where all is; the file system is whole then. */
    void finish() throws IOException {
        int groupBlocks = (next + SPARE_BLOCKS) / (8 * GROUPS) * 8 + 8;
        int blocks = GROUPS * groupBlocks;
        int inodes = GROUPS * groupInodes;
        ByteBuffer start = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        start.putInt(0, inodes).putInt(4, blocks);
        start.putInt(12, blocks - next).putInt(16, inodes - used);
        start.putInt(24, LOG).putInt(28, LOG);
        start.putInt(32, groupBlocks).putInt(36, groupBlocks).putInt(40, groupInodes);
        start.putShort(54, (short) -1).putShort(56, (short) 0xEF53);
        start.putShort(58, (short) 1).putShort(60, (short) 1);
        start.putInt(76, 1).putInt(84, FIRST).putShort(88, (short) INODE);
        // no copies of this block; types in folders, extents, tables anywhere; large files
        start.putInt(92, 0x200).putInt(96, 0x242).putInt(100, 0x2);
        write(start, 1024);
        ByteBuffer groups = ByteBuffer.allocate(32 * GROUPS).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < GROUPS; i++) {
            int usedBlocks = within(next - i * groupBlocks, groupBlocks);
            int usedInodes = within(used - i * groupInodes, groupInodes);
            groups.putInt(2 + i).putInt(2 + GROUPS + i);
            groups.putInt(TABLE + i * groupInodes / PER_BLOCK);
            groups.putShort((short) (groupBlocks - usedBlocks));
            groups.putShort((short) (groupInodes - usedInodes));
            groups.putShort((short) folders[i]).position(32 * (i + 1));
            bitmap(2 + i, usedBlocks, groupBlocks);
            bitmap(2 + GROUPS + i, usedInodes, groupInodes);
        }
        write(groups, BLOCK);
        write(ByteBuffer.allocate(1), (long) blocks * BLOCK - 1);
    }

    private static int within(int count, int all) {
        return Math.max(0, Math.min(count, all));
    }

    /** What is beyond the end counts as used. */
    private void bitmap(int block, int taken, int all) throws IOException {
        byte[] bits = new byte[BLOCK];
        for (int i = 0; i < 8 * BLOCK; i++) {
            if (i < taken || i >= all) {
                bits[i / 8] |= (byte) (1 << i % 8);
            }
        }
        write(ByteBuffer.wrap(bits), (long) block * BLOCK);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** The bytes of a file; its holes stay such, as far as they fill a piece. */
    private final class Content extends OutputStream {

        private long position;

        Content(long position) {
            this.position = position;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            boolean hole = true;
            for (int i = offset; i < offset + length && hole; i++) {
                hole = bytes[i] == 0;
            }
            if (!hole) {
                ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length).slice();
                ExtImage.this.write(rest, position);
            }
            position += length;
        }
    }
}

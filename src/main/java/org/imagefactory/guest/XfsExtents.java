package org.imagefactory.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.imagefactory.tools.DamagedFileSystemException;

/** The runs of blocks that a file has: in its inode, or in a tree whose root is there. */
final class XfsExtents {

    private static final int RECORD = 16;
    private static final int TREE_MAGIC = 0x424D4150;
    private static final int CHECKED_TREE_MAGIC = 0x424D4133;
    private static final int DEEPEST = 9;
    private static final long LOW_BITS = (1L << 21) - 1;

    /**
     * @param first block of the file
     * @param block in the file system
     * @param count of blocks
     * @param written whether anything was ever written there
     */
    record Extent(long first, long block, long count, boolean written) {

        static Extent of(ByteBuffer records, int at) {
            long high = records.getLong(at);
            long low = records.getLong(at + 8);
            return new Extent(
                    (high & Long.MAX_VALUE) >>> 9,
                    (high & 0x1FF) << 43 | low >>> 21,
                    low & LOW_BITS,
                    high >= 0);
        }
    }

    /** Takes one after the other, in the order of the file. */
    @FunctionalInterface
    interface Visitor {

        void visit(Extent extent) throws IOException;
    }

    private final XfsVolume volume;
    private final Visitor visitor;
    private long blocks;

    private XfsExtents(XfsVolume volume, Visitor visitor) {
        this.volume = volume;
        this.visitor = visitor;
    }

    static void read(XfsVolume volume, XfsInode inode, Visitor visitor) throws IOException {
        XfsExtents extents = new XfsExtents(volume, visitor);
        ByteBuffer data = inode.data();
        if (inode.format() == XfsInode.EXTENTS) {
            if (inode.extents() < 0 || inode.extents() > data.capacity() / RECORD) {
                throw damaged();
            }
            extents.records(data, 0, (int) inode.extents());
        } else if (inode.format() == XfsInode.BTREE) {
            int level = data.getShort(0) & 0xFFFF;
            int count = data.getShort(2) & 0xFFFF;
            int most = (data.capacity() - 4) / RECORD;
            if (level < 1 || level > DEEPEST || count > most) {
                throw damaged();
            }
            for (int i = 0; i < count; i++) {
                extents.node(data.getLong(4 + most * 8 + i * 8), level - 1);
            }
        } else {
            throw damaged();
        }
    }

    private void records(ByteBuffer records, int start, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Extent extent = Extent.of(records, start + i * RECORD);
            if (extent.count() == 0) {
                throw damaged();
            }
            visitor.visit(extent);
        }
    }

    private void node(long block, int level) throws IOException {
        blocks++;
        ByteBuffer node = volume.read(volume.position(block), volume.blockBytes());
        int header = volume.isChecked() ? 72 : 24;
        int most = (node.capacity() - header) / RECORD;
        int count = node.getShort(6) & 0xFFFF;
        if (node.getInt(0) != (volume.isChecked() ? CHECKED_TREE_MAGIC : TREE_MAGIC)
                || (node.getShort(4) & 0xFFFF) != level
                || count > most
                || blocks > volume.length() / volume.blockBytes()) {
            throw damaged();
        }
        if (level == 0) {
            records(node, header, count);
        } else {
            for (int i = 0; i < count; i++) {
                node(node.getLong(header + most * 8 + i * 8), level - 1);
            }
        }
    }

    private static DamagedFileSystemException damaged() {
        return new DamagedFileSystemException("the list of blocks of a file makes no sense");
    }
}

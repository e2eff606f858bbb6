package org.imagefactory.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.imagefactory.tools.DamagedFileSystemException;

/** Follows the list of blocks of one file, in the order of the file. */
final class ExtBlocks {

    private static final int MAGIC = 0xF30A;
    private static final int DEEPEST = 5;
    private static final int HEADER = 12;
    private static final int LONGEST = 1 << 15;
    private static final int DIRECT = 12;

    private final ExtVolume volume;
    private final ExtInode inode;
    private final FileContent content;
    private long tables;

    private ExtBlocks(ExtVolume volume, ExtInode inode, FileContent content) {
        this.volume = volume;
        this.inode = inode;
        this.content = content;
    }

    /**
     * @param content gets exactly as many bytes as the file has
     * @throws DamagedFileSystemException its blocks contradict each other
     */
    static void follow(ExtVolume volume, ExtInode inode, FileContent content) throws IOException {
        ExtBlocks blocks = new ExtBlocks(volume, inode, content);
        if (inode.hasExtents()) {
            blocks.extents(inode.map(), DEEPEST);
        } else {
            blocks.oneByOne();
        }
        content.end();
    }

    private void extents(ByteBuffer node, int deepest) throws IOException {
        int entries = node.getShort(2) & 0xFFFF;
        int depth = node.getShort(6) & 0xFFFF;
        if ((node.getShort(0) & 0xFFFF) != MAGIC
                || depth > deepest
                || HEADER + entries * HEADER > node.capacity()) {
            throw damaged();
        }
        for (int i = 1; i <= entries && !content.isWhole(); i++) {
            int at = i * HEADER;
            if (depth > 0) {
                long block =
                        Integer.toUnsignedLong(node.getInt(at + 4))
                                | (node.getShort(at + 8) & 0xFFFFL) << 32;
                extents(table(block), depth - 1);
            } else {
                extent(node, at);
            }
        }
    }

    private void extent(ByteBuffer node, int at) throws IOException {
        long first = Integer.toUnsignedLong(node.getInt(at));
        int blocks = node.getShort(at + 4) & 0xFFFF;
        long start =
                Integer.toUnsignedLong(node.getInt(at + 8))
                        | (node.getShort(at + 6) & 0xFFFFL) << 32;
        content.holeUntil(first * volume.blockBytes());
        if (blocks <= LONGEST) {
            data(start, blocks);
        } else { // room that was set aside and never written to
            content.hole((long) (blocks - LONGEST) * volume.blockBytes());
        }
    }

    private void oneByOne() throws IOException {
        ByteBuffer map = inode.map();
        for (int i = 0; i < DIRECT && !content.isWhole(); i++) {
            block(Integer.toUnsignedLong(map.getInt(i * 4)));
        }
        for (int level = 1; level <= 3 && !content.isWhole(); level++) {
            indirect(Integer.toUnsignedLong(map.getInt((DIRECT + level - 1) * 4)), level);
        }
    }

    private void indirect(long block, int level) throws IOException {
        long pointers = volume.blockBytes() / 4;
        if (block == 0) {
            long blocks = 1;
            for (int i = 0; i < level; i++) {
                blocks *= pointers;
            }
            content.hole(blocks * volume.blockBytes());
            return;
        }
        ByteBuffer table = table(block);
        for (int i = 0; i < pointers && !content.isWhole(); i++) {
            long next = Integer.toUnsignedLong(table.getInt(i * 4));
            if (level == 1) {
                block(next);
            } else {
                indirect(next, level - 1);
            }
        }
    }

    private void block(long number) throws IOException {
        if (number == 0) {
            content.hole(volume.blockBytes());
        } else {
            data(number, 1);
        }
    }

    private void data(long block, long blocks) throws IOException {
        content.data(volume.position(block), blocks * volume.blockBytes());
    }

    private ByteBuffer table(long block) throws IOException {
        tables++;
        if (tables > volume.length() / volume.blockBytes()) {
            throw damaged();
        }
        return volume.block(block);
    }

    private DamagedFileSystemException damaged() {
        return new DamagedFileSystemException(
                "the list of blocks of inode %d makes no sense".formatted(inode.number()));
    }
}

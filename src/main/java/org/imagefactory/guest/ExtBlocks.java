package org.imagefactory.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.imagefactory.tools.DamagedFileSystemException;

/** Reads the content of one file, in the order of the file. */
final class ExtBlocks {

    private static final int MAGIC = 0xF30A;
    private static final int DEEPEST = 5;
    private static final int HEADER = 12;
    private static final int LONGEST = 1 << 15;
    private static final int DIRECT = 12;
    private static final int PIECE = 1 << 18;

    private final ExtVolume volume;
    private final ExtInode inode;
    private final OutputStream out;
    private final long size;
    private long done;
    private long tables;

    private ExtBlocks(ExtVolume volume, ExtInode inode, OutputStream out) {
        this.volume = volume;
        this.inode = inode;
        this.out = out;
        this.size = inode.size();
    }

    /**
     * Writes exactly as many bytes as the file has.
     *
     * @throws DamagedFileSystemException its blocks contradict each other
     */
    static void copy(ExtVolume volume, ExtInode inode, OutputStream out) throws IOException {
        ExtBlocks blocks = new ExtBlocks(volume, inode, out);
        if (blocks.size < 0) {
            throw new DamagedFileSystemException("a file has less than no bytes");
        }
        if (inode.hasExtents()) {
            blocks.extents(inode.map(), DEEPEST);
        } else {
            blocks.oneByOne();
        }
        blocks.zeros(blocks.size);
    }

    private void extents(ByteBuffer node, int deepest) throws IOException {
        int entries = node.getShort(2) & 0xFFFF;
        int depth = node.getShort(6) & 0xFFFF;
        if ((node.getShort(0) & 0xFFFF) != MAGIC
                || depth > deepest
                || HEADER + entries * HEADER > node.capacity()) {
            throw damaged();
        }
        for (int i = 1; i <= entries && done < size; i++) {
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
        zeros(first * volume.blockBytes());
        if (blocks <= LONGEST) {
            data(start, blocks);
        } else { // room that was set aside and never written to
            zeros(done + (long) (blocks - LONGEST) * volume.blockBytes());
        }
    }

    private void oneByOne() throws IOException {
        ByteBuffer map = inode.map();
        for (int i = 0; i < DIRECT && done < size; i++) {
            block(Integer.toUnsignedLong(map.getInt(i * 4)));
        }
        for (int level = 1; level <= 3 && done < size; level++) {
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
            zeros(done + blocks * volume.blockBytes());
            return;
        }
        ByteBuffer table = table(block);
        for (int i = 0; i < pointers && done < size; i++) {
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
            zeros(done + volume.blockBytes());
        } else {
            data(number, 1);
        }
    }

    private ByteBuffer table(long block) throws IOException {
        tables++;
        if (tables > volume.length() / volume.blockBytes()) {
            throw damaged();
        }
        return volume.block(block);
    }

    private void data(long block, long blocks) throws IOException {
        long position = volume.position(block);
        long left = Math.min(blocks * volume.blockBytes(), size - done);
        while (left > 0) {
            int bytes = (int) Math.min(left, PIECE);
            out.write(volume.read(position, bytes).array(), 0, bytes);
            position += bytes;
            left -= bytes;
            done += bytes;
        }
    }

    /** Up to a place in the file, which must not be before that where we are. */
    private void zeros(long place) throws IOException {
        if (place < done && done < size) {
            throw damaged();
        }
        byte[] zeros = new byte[(int) Math.max(0, Math.min(PIECE, Math.min(place, size) - done))];
        while (done < Math.min(place, size)) {
            int bytes = (int) Math.min(zeros.length, Math.min(place, size) - done);
            out.write(zeros, 0, bytes);
            done += bytes;
        }
    }

    private DamagedFileSystemException damaged() {
        return new DamagedFileSystemException(
                "the list of blocks of inode %d makes no sense".formatted(inode.number()));
    }
}

package org.imagefactory.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;

/**
 * What an ext file system says about a file.
 *
 * @param fields as they are on the disk
 */
record ExtInode(ExtVolume volume, long number, ByteBuffer fields) implements Inode {

    private static final int EXTENTS = 0x80000;

    /** A shorter target stands in the inode itself. */
    private static final int SHORT_LINK = 60;

    @Override
    public int mode() {
        return fields.getShort(0) & 0xFFFF;
    }

    @Override
    public long user() {
        return wide(2, 120);
    }

    @Override
    public long group() {
        return wide(24, 122);
    }

    @Override
    public long size() {
        return Integer.toUnsignedLong(fields.getInt(4)) | (long) fields.getInt(108) << 32;
    }

    /** The two bits for times after 2038 count. */
    @Override
    public long modified() {
        long seconds = fields.getInt(16);
        boolean extra = fields.capacity() > 139 && (fields.getShort(128) & 0xFFFF) >= 12;
        return extra ? seconds + ((long) (fields.getInt(136) & 3) << 32) : seconds;
    }

    @Override
    public int names() {
        return fields.getShort(26) & 0xFFFF;
    }

    @Override
    public SortedMap<String, Long> list() throws IOException {
        return ExtFolder.list(this);
    }

    @Override
    public void copy(OutputStream out) throws IOException {
        ExtBlocks.follow(volume, this, FileContent.copied(size(), volume::read, out));
    }

    @Override
    public byte[] target() throws IOException {
        if (size() < SHORT_LINK && !hasExtents()) {
            byte[] target = new byte[(int) size()];
            map().get(0, target);
            return target;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        copy(content);
        return content.toByteArray();
    }

    @Override
    public SortedMap<String, byte[]> attributes() throws IOException {
        return ExtAttributes.read(volume, this);
    }

    /** Whether its blocks are listed as extents, not one by one. */
    boolean hasExtents() {
        return (fields.getInt(32) & EXTENTS) != 0;
    }

    /** The 60 bytes that lead to its blocks, or that are the target of a short link. */
    ByteBuffer map() {
        return fields.slice(40, 60).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The block with attributes that have no room here; 0 for none. */
    long attributeBlock() {
        return Integer.toUnsignedLong(fields.getInt(104))
                | (long) (fields.getShort(118) & 0xFFFF) << 32;
    }

    private long wide(int low, int high) {
        return (fields.getShort(low) & 0xFFFFL) | (fields.getShort(high) & 0xFFFFL) << 16;
    }
}

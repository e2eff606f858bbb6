package org.imagefactory.guest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a file system says about a file.
 *
 * @param number by which folders name it
 * @param fields as they are on the disk
 */
record ExtInode(long number, ByteBuffer fields) {

    private static final int TYPE = 0170000;
    private static final int EXTENTS = 0x80000;

    int mode() {
        return fields.getShort(0) & 0xFFFF;
    }

    boolean isFolder() {
        return (mode() & TYPE) == 0040000;
    }

    boolean isFile() {
        return (mode() & TYPE) == 0100000;
    }

    boolean isLink() {
        return (mode() & TYPE) == 0120000;
    }

    long user() {
        return wide(2, 120);
    }

    long group() {
        return wide(24, 122);
    }

    /** In bytes; may be negative where a guest says so. */
    long size() {
        return Integer.toUnsignedLong(fields.getInt(4)) | (long) fields.getInt(108) << 32;
    }

    /** Of its last change, in seconds since 1970; the two bits for times after 2038 count. */
    long modified() {
        long seconds = fields.getInt(16);
        boolean extra = fields.capacity() > 139 && (fields.getShort(128) & 0xFFFF) >= 12;
        return extra ? seconds + ((long) (fields.getInt(136) & 3) << 32) : seconds;
    }

    /** How many names it has. */
    int names() {
        return fields.getShort(26) & 0xFFFF;
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

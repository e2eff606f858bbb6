package org.imagefactory.guest;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The journal of XFS: a ring of records, of which the last one tells of an unmount, or not. */
final class XfsLog {

    private static final int MAGIC = 0xFEEDBABE;
    private static final int SECTOR = 512;
    private static final int PIECE = 1 << 20;
    private static final int RECORD = 32 << 10;
    private static final int UNMOUNT = 0x20;

    private XfsLog() {}

    /**
     * Whether nothing in it is still to be written to its place.
     *
     * @param first block
     * @param blocks that it has
     */
    static boolean isEmpty(XfsVolume volume, long first, long blocks) throws IOException {
        long start = volume.position(first);
        long length = Math.min(blocks * volume.blockBytes(), volume.length());
        long newest = -1;
        long last = -1;
        for (long at = 0; at < length; at += PIECE) {
            ByteBuffer piece = volume.read(start + at, (int) Math.min(PIECE, length - at));
            for (int i = 0; i + SECTOR <= piece.limit(); i += SECTOR) {
                if (piece.getInt(i) == MAGIC && piece.getLong(i + 16) >= newest) {
                    newest = piece.getLong(i + 16);
                    last = at + i;
                }
            }
        }
        if (last < 0) {
            return false;
        }
        ByteBuffer record = volume.read(start + last, SECTOR);
        long size = (record.getInt(8) & 2) == 0 ? 0 : Integer.toUnsignedLong(record.getInt(320));
        long headers = Math.max(1, (size + RECORD - 1) / RECORD);
        long operation = (last + headers * SECTOR) % length;
        ByteBuffer words = volume.read(start + operation, SECTOR);
        return record.getInt(40) == 1 && (words.get(9) & UNMOUNT) != 0;
    }
}

package org.imagefactory.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagefactory.tools.DamagedFileSystemException;

/** What XFS says about a file; extended attributes are not read. */
record XfsInode(XfsVolume volume, long number, ByteBuffer fields) implements Inode {

    static final int LOCAL = 1;
    static final int EXTENTS = 2;
    static final int BTREE = 3;

    private static final int MAGIC = 0x494E;
    private static final int REALTIME = 0x1;
    private static final int LATE_TIMES = 0x8;
    private static final int MANY_EXTENTS = 0x10;
    private static final int LARGEST_LINK = 1 << 16;

    /** Of the header that each part of a symbolic link's target has. */
    private static final int LINK_HEADER = 56;

    private static final int LINK_MAGIC = 0x58534C4D;

    /**
     * @throws DamagedFileSystemException it makes no sense, or its content is on another device
     */
    static XfsInode of(XfsVolume volume, long number, ByteBuffer fields)
            throws DamagedFileSystemException {
        if ((fields.getShort(0) & 0xFFFF) != MAGIC
                || (fields.getShort(90) & REALTIME) != 0
                || fork(fields) + (fields.get(82) & 0xFF) * 8 > fields.capacity()) {
            throw new DamagedFileSystemException("inode %d makes no sense".formatted(number));
        }
        return new XfsInode(volume, number, fields);
    }

    private static int fork(ByteBuffer fields) {
        return fields.get(4) >= 3 ? 176 : 100;
    }

    @Override
    public int mode() {
        return fields.getShort(2) & 0xFFFF;
    }

    /** How what it has is kept. */
    int format() {
        return fields.get(5);
    }

    @Override
    public long user() {
        return Integer.toUnsignedLong(fields.getInt(8));
    }

    @Override
    public long group() {
        return Integer.toUnsignedLong(fields.getInt(12));
    }

    @Override
    public int names() {
        return fields.get(4) == 1 ? fields.getShort(6) : fields.getInt(16);
    }

    @Override
    public long size() {
        return fields.getLong(56);
    }

    @Override
    public long modified() {
        return has(LATE_TIMES)
                ? Long.divideUnsigned(fields.getLong(40), 1_000_000_000L) - (1L << 31)
                : fields.getInt(40);
    }

    private boolean has(int flag) {
        return fields.get(4) >= 3 && (fields.getLong(120) & flag) != 0;
    }

    /** How many extents there are, if they stand in the inode. */
    long extents() {
        return has(MANY_EXTENTS) ? fields.getLong(24) : Integer.toUnsignedLong(fields.getInt(76));
    }

    /** The part of the inode that has the content, or leads to it. */
    ByteBuffer data() {
        int start = fork(fields);
        int end = fields.get(82) == 0 ? fields.capacity() : start + (fields.get(82) & 0xFF) * 8;
        return fields.slice(start, end - start);
    }

    @Override
    public SortedMap<String, Long> list() throws IOException {
        return XfsFolder.list(volume, this);
    }

    @Override
    public void copy(OutputStream out) throws IOException {
        if (format() == LOCAL) {
            throw new DamagedFileSystemException(
                    "the content of inode %d makes no sense".formatted(number));
        }
        FileContent content = FileContent.copied(size(), volume::read, out);
        XfsExtents.read(
                volume,
                this,
                extent -> {
                    content.holeUntil(extent.first() * volume.blockBytes());
                    if (extent.written()) {
                        content.data(
                                volume.position(extent.block()),
                                extent.count() * volume.blockBytes());
                    }
                });
        content.end();
    }

    @Override
    public byte[] target() throws IOException {
        int size = (int) Math.max(0, Math.min(size(), LARGEST_LINK));
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        if (format() == LOCAL) {
            ByteBuffer data = data();
            byte[] words = new byte[Math.min(size, data.capacity())];
            data.get(0, words);
            target.writeBytes(words);
        } else if (volume.isChecked()) {
            XfsExtents.read(
                    volume,
                    this,
                    extent -> {
                        long bytes = Math.min(extent.count() * volume.blockBytes(), LARGEST_LINK);
                        ByteBuffer part = volume.read(volume.position(extent.block()), (int) bytes);
                        // mkfs.xfs makes links without headers
                        int header = part.getInt(0) == LINK_MAGIC ? LINK_HEADER : 0;
                        int length = Math.min(size - target.size(), (int) bytes - header);
                        byte[] words = new byte[Math.max(0, length)];
                        part.get(header, words);
                        target.writeBytes(words);
                    });
        } else {
            copy(target);
        }
        if (target.size() != size()) {
            throw new DamagedFileSystemException("a symbolic link has no end");
        }
        return target.toByteArray();
    }

    @Override
    public SortedMap<String, byte[]> attributes() {
        return new TreeMap<>();
    }
}

package org.imagefactory.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagefactory.tools.DamagedFileSystemException;

/** Lists folders: short ones stand in the inode, others in blocks of their own. */
final class XfsFolder {

    /** Behind these bytes of a folder, there are no names but ways to find them. */
    private static final long END = 32L << 30;

    private static final int LONGEST = 64 << 20;

    private static final int BLOCK = 0x58443242;
    private static final int DATA = 0x58443244;
    private static final int CHECKED_BLOCK = 0x58444233;
    private static final int CHECKED_DATA = 0x58444433;
    private static final int FREE = 0xFFFF;

    private final XfsVolume volume;
    private final SortedMap<String, Long> names = new TreeMap<>();

    private XfsFolder(XfsVolume volume) {
        this.volume = volume;
    }

    /** The numbers of inodes by name, without the folder itself and the one above, sorted. */
    static SortedMap<String, Long> list(XfsVolume volume, XfsInode inode) throws IOException {
        XfsFolder folder = new XfsFolder(volume);
        try {
            if (inode.format() == XfsInode.LOCAL) {
                folder.inInode(inode.data());
            } else {
                folder.inBlocks(inode);
            }
        } catch (IndexOutOfBoundsException e) {
            throw damaged();
        }
        return folder.names;
    }

    private void inInode(ByteBuffer data) throws IOException {
        int count = data.get(0) & 0xFF;
        boolean wide = data.get(1) != 0;
        int at = wide ? 10 : 6;
        for (int i = 0; i < count; i++) {
            int length = data.get(at) & 0xFF;
            int behind = at + 3 + length + (volume.isTyped() ? 1 : 0);
            long number = wide ? data.getLong(behind) : Integer.toUnsignedLong(data.getInt(behind));
            put(data, at + 3, length, number);
            at = behind + (wide ? 8 : 4);
        }
    }

    private void inBlocks(XfsInode inode) throws IOException {
        ByteArrayOutputStream waiting = new ByteArrayOutputStream();
        long[] total = {0};
        XfsExtents.read(
                volume,
                inode,
                extent -> {
                    if (extent.first() * volume.blockBytes() >= END) {
                        return;
                    }
                    long position = volume.position(extent.block());
                    total[0] += extent.count() * volume.blockBytes();
                    if (total[0] > LONGEST) {
                        throw new DamagedFileSystemException("a folder has far too many names");
                    }
                    for (long i = 0; i < extent.count(); i++) {
                        waiting.writeBytes(
                                volume.read(position + i * volume.blockBytes(), volume.blockBytes())
                                        .array());
                        if (waiting.size() == volume.folderBytes()) {
                            block(ByteBuffer.wrap(waiting.toByteArray()));
                            waiting.reset();
                        }
                    }
                });
    }

    private void block(ByteBuffer block) throws IOException {
        int magic = block.getInt(0);
        boolean only = magic == BLOCK || magic == CHECKED_BLOCK;
        if (!only && magic != DATA && magic != CHECKED_DATA) {
            throw damaged();
        }
        int end = block.capacity();
        if (only) {
            long entries = Integer.toUnsignedLong(block.getInt(end - 8));
            end = (int) Math.max(0, end - 8 - 8 * Math.min(entries, end));
        }
        for (int at = volume.isChecked() ? 64 : 16; at + 8 <= end; ) {
            if ((block.getShort(at) & 0xFFFF) == FREE) {
                int length = block.getShort(at + 2) & 0xFFFF;
                if (length < 8) {
                    throw damaged();
                }
                at += length;
            } else {
                int length = block.get(at + 8) & 0xFF;
                put(block, at + 9, length, block.getLong(at));
                at += 9 + length + (volume.isTyped() ? 1 : 0) + 2 + 7 & ~7;
            }
        }
    }

    private void put(ByteBuffer bytes, int at, int length, long number) throws IOException {
        byte[] name = new byte[length];
        bytes.get(at, name);
        String text = new String(name, StandardCharsets.ISO_8859_1);
        if (!text.equals(".") && !text.equals("..")) {
            ExtFolder.requireName(text);
            names.put(text, number);
        }
    }

    private static DamagedFileSystemException damaged() {
        return new DamagedFileSystemException("a folder makes no sense");
    }
}

package org.imagefactory.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagefactory.tools.DamagedFileSystemException;

/**
 * Reads the attributes of a file that mean something in containers: those of users, and
 * capabilities. Labels of SELinux are the host's matter there, and so are lists of access.
 */
final class ExtAttributes {

    private static final int MAGIC = 0xEA020000;
    private static final int BLOCK_HEADER = 32;
    private static final int ENTRY = 16;
    private static final int SMALL_INODE = 128;
    private static final int USER = 1;
    private static final int SECURITY = 6;

    private final SortedMap<String, byte[]> found = new TreeMap<>();

    private ExtAttributes() {}

    /** By name; a character stands for a byte. */
    static SortedMap<String, byte[]> read(ExtVolume volume, ExtInode inode) throws IOException {
        ExtAttributes attributes = new ExtAttributes();
        ByteBuffer fields = inode.fields();
        if (fields.capacity() > SMALL_INODE + 4) {
            int start = SMALL_INODE + (fields.getShort(SMALL_INODE) & 0xFFFF);
            if (start % 4 == 0 && start + 8 <= fields.capacity() && fields.getInt(start) == MAGIC) {
                int first = start + 4;
                attributes.read(
                        fields.slice(first, fields.capacity() - first)
                                .order(ByteOrder.LITTLE_ENDIAN),
                        0);
            }
        }
        if (inode.attributeBlock() != 0) {
            ByteBuffer block = volume.block(inode.attributeBlock());
            if (block.getInt(0) != MAGIC) {
                throw damaged();
            }
            attributes.read(block, BLOCK_HEADER);
        }
        attributes.found.remove("security.selinux");
        return attributes.found;
    }

    /** Values stand behind the entries, at places counted from the beginning. */
    private void read(ByteBuffer area, int first) throws DamagedFileSystemException {
        int at = first;
        while (at + 4 <= area.capacity() && area.getInt(at) != 0) {
            if (at + ENTRY > area.capacity()) {
                throw damaged();
            }
            int nameLength = area.get(at) & 0xFF;
            int value = area.getShort(at + 2) & 0xFFFF;
            int valueLength = area.getInt(at + 8);
            if (at + ENTRY + nameLength > area.capacity()
                    || valueLength < 0
                    || valueLength > area.capacity() - value
                    || area.getInt(at + 4) != 0) {
                throw damaged();
            }
            String name =
                    new String(bytes(area, at + ENTRY, nameLength), StandardCharsets.ISO_8859_1);
            switch (area.get(at + 1)) {
                case USER -> found.put("user." + name, bytes(area, value, valueLength));
                case SECURITY -> found.put("security." + name, bytes(area, value, valueLength));
                default -> {}
            }
            at += (ENTRY + nameLength + 3) / 4 * 4;
        }
    }

    private static byte[] bytes(ByteBuffer area, int at, int length) {
        byte[] bytes = new byte[length];
        area.get(at, bytes);
        return bytes;
    }

    private static DamagedFileSystemException damaged() {
        return new DamagedFileSystemException("attributes of a file make no sense");
    }
}

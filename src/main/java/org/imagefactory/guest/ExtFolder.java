package org.imagefactory.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagefactory.tools.DamagedFileSystemException;

/** Lists folders. A character of a name stands for a byte. */
final class ExtFolder {

    /** Some hundred thousand names. */
    private static final int LONGEST = 64 << 20;

    private static final int HEADER = 8;

    private ExtFolder() {}

    /** The numbers of inodes by name, without the folder itself and the one above, sorted. */
    static SortedMap<String, Long> list(ExtInode folder) throws IOException {
        if (folder.size() < 0 || folder.size() > LONGEST) {
            throw new DamagedFileSystemException("a folder has far too many names");
        }
        SortedMap<String, Long> names = new TreeMap<>();
        FileContent.Taker taker =
                new FileContent.Taker() {
                    @Override
                    public void piece(long position, int bytes) throws IOException {
                        add(folder, folder.volume().read(position, bytes), names);
                    }

                    @Override
                    public void hole(int bytes) {
                        // no names
                    }
                };
        ExtBlocks.follow(folder.volume(), folder, new FileContent(folder.size(), taker));
        return names;
    }

    /** No entry reaches from one block into the next one. */
    private static void add(ExtInode folder, ByteBuffer entries, SortedMap<String, Long> names)
            throws DamagedFileSystemException {
        for (int at = 0; at + HEADER <= entries.capacity(); ) {
            long inode = Integer.toUnsignedLong(entries.getInt(at));
            int length = entries.getShort(at + 4) & 0xFFFF;
            int nameLength = entries.get(at + 6) & 0xFF;
            if (length < HEADER + nameLength || at + length > entries.capacity()) {
                throw new DamagedFileSystemException(
                        "the folder with inode %d makes no sense".formatted(folder.number()));
            }
            byte[] bytes = new byte[nameLength];
            entries.get(at + HEADER, bytes);
            String name = new String(bytes, StandardCharsets.ISO_8859_1);
            if (inode != 0 && !name.equals(".") && !name.equals("..")) {
                requireName(name);
                names.put(name, inode);
            }
            at += length;
        }
    }

    /** With these a file could be unpacked anywhere. */
    static void requireName(String name) throws DamagedFileSystemException {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw new DamagedFileSystemException("a folder has a name that cannot be");
        }
    }
}

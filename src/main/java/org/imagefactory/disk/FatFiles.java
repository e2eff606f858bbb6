package org.imagefactory.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.imagefactory.error.ImageCheckException;

/**
 * Looks for files in a FAT file system by their short names, as those of the loaders that UEFI
 * starts are such, or shows all of them. The guest wrote it: every chain that is followed has an
 * end here, whatever it says.
 */
public final class FatFiles {

    private static final int ENTRY = 32;
    private static final int ATTRIBUTES = 11;
    private static final int LABEL = 0x08;
    private static final int FOLDER = 0x10;

    private static final int DELETED = 0xE5;
    private static final int MOST_LEVELS = 32;
    private static final int MOST_FILES = 100_000;

    /** More than any folder of a boot loader has. */
    private static final int LARGEST_FOLDER = 1 << 20;

    /** A FAT with fewer clusters has entries of 12 bits, then of 16, then of 32. */
    private static final int FAT12_END = 4085;

    private static final int FAT16_END = 65525;

    private final DiskFile disk;
    private final int cluster;
    private final int bits;
    private final long table;
    private final long rootFolder;
    private final int rootBytes;
    private final long rootCluster;
    private final long data;
    private final long clusters;
    private long copied;
    private int seen;

    private FatFiles(DiskFile disk, Partition partition) throws IOException, ImageCheckException {
        this.disk = disk;
        ByteBuffer start = disk.read(partition.offset(), DiskFile.SECTOR);
        int sector = unsigned(start, 11);
        this.cluster = sector * Byte.toUnsignedInt(start.get(13));
        if (cluster < DiskFile.SECTOR || cluster > LARGEST_FOLDER) {
            throw new ImageCheckException(
                    "the FAT file system of %s is damaged".formatted(partition.name()), "");
        }
        long tableSectors = either(unsigned(start, 22), start.getInt(36));
        long sectors = either(unsigned(start, 19), start.getInt(32));
        this.rootBytes = unsigned(start, 17) * ENTRY;
        this.table = partition.offset() + (long) unsigned(start, 14) * sector;
        this.rootFolder = table + Byte.toUnsignedInt(start.get(16)) * tableSectors * sector;
        this.data = rootFolder + (rootBytes + sector - 1) / sector * (long) sector;
        this.clusters = (sectors * sector - (data - partition.offset())) / cluster;
        boolean wide = unsigned(start, 22) == 0 || clusters >= FAT16_END;
        this.bits = wide ? 32 : clusters < FAT12_END ? 12 : 16;
        this.rootCluster = wide ? Integer.toUnsignedLong(start.getInt(44)) : 0;
    }

    /**
     * Whether there is a file that is not empty.
     *
     * @param image disk image
     * @param partition of it, with a FAT file system
     * @param path folders from the root on, then the file, in capital letters; at most eight
     *     characters and three after a dot
     * @throws ImageCheckException the file system is damaged
     */
    public static boolean has(Path image, Partition partition, List<String> path)
            throws IOException, ImageCheckException {
        try (DiskFile disk = DiskFile.open(image)) {
            return new FatFiles(disk, partition).has(path);
        }
    }

    private boolean has(List<String> path) throws IOException, ImageCheckException {
        long folder = rootCluster;
        for (int i = 0; i < path.size(); i++) {
            OptionalLong next = find(folder, onDisk(path.get(i)), i < path.size() - 1);
            if (next.isEmpty()) {
                return false;
            }
            folder = next.getAsLong();
        }
        return true;
    }

    /** Takes everything that is in a file system, a folder before what it holds. */
    @FunctionalInterface
    public interface Visitor {

        void visit(FatFile file) throws IOException, ImageCheckException;
    }

    /** A file or folder; its content can be read as long as a visitor looks at it. */
    public final class FatFile {

        private final String path;
        private final boolean folder;
        private final long first;
        private final long bytes;

        private FatFile(String path, boolean folder, long first, long bytes) {
            this.path = path;
            this.folder = folder;
            this.first = first;
            this.bytes = bytes;
        }

        /** Absolute; of long names where there are such. */
        public String path() {
            return path;
        }

        public boolean isFolder() {
            return folder;
        }

        /** That a file has; 0 for a folder. */
        public long bytes() {
            return bytes;
        }

        /**
         * Writes all of a file.
         *
         * @throws ImageCheckException it has no end
         */
        public void copy(OutputStream out) throws IOException, ImageCheckException {
            copyFile(first, bytes, out);
        }
    }

    /**
     * Shows everything in the file system.
     *
     * @throws ImageCheckException the file system is damaged, or has more than any boot loader's
     */
    public static void walk(Path image, Partition partition, Visitor visitor)
            throws IOException, ImageCheckException {
        try (DiskFile disk = DiskFile.open(image)) {
            FatFiles files = new FatFiles(disk, partition);
            files.walk(files.rootCluster, "/", 0, visitor);
        }
    }

    private void walk(long folder, String path, int depth, Visitor visitor)
            throws IOException, ImageCheckException {
        FatNames names = new FatNames();
        for (ByteBuffer part : content(folder)) {
            for (int at = 0; at + ENTRY <= part.limit(); at += ENTRY) {
                int first = Byte.toUnsignedInt(part.get(at));
                if (first == 0) {
                    return;
                }
                boolean skipped = first == DELETED || first == '.';
                if (skipped || names.take(part, at) || (part.get(at + ATTRIBUTES) & LABEL) != 0) {
                    continue;
                }
                seen++;
                if (depth > MOST_LEVELS || seen > MOST_FILES) {
                    throw new ImageCheckException("a FAT file system has far too many files", "");
                }
                String name = path + names.of(part, at);
                long start = firstCluster(part, at);
                boolean isFolder = (part.get(at + ATTRIBUTES) & FOLDER) != 0;
                long bytes = isFolder ? 0 : Integer.toUnsignedLong(part.getInt(at + 28));
                visitor.visit(new FatFile(name, isFolder, start, bytes));
                if (isFolder) {
                    walk(start, name + "/", depth + 1, visitor);
                }
            }
        }
    }

    private void copyFile(long first, long bytes, OutputStream out)
            throws IOException, ImageCheckException {
        long at = first;
        for (long left = bytes; left > 0; left -= cluster) {
            copied += cluster;
            if (copied / 2 > clusters * cluster || at < 2 || at >= clusters + 2) {
                throw new ImageCheckException("a file in a FAT file system has no end", "");
            }
            int length = (int) Math.min(left, cluster);
            out.write(disk.read(data + (at - 2) * cluster, length).array(), 0, length);
            at = next(at);
        }
    }

    /** The first cluster of the file or folder with that name. */
    private OptionalLong find(long folder, ByteBuffer name, boolean asFolder)
            throws IOException, ImageCheckException {
        for (ByteBuffer part : content(folder)) {
            for (int at = 0; at + ENTRY <= part.limit(); at += ENTRY) {
                if (part.get(at) == 0) {
                    return OptionalLong.empty(); // nothing was ever behind it
                }
                int attributes = part.get(at + ATTRIBUTES);
                boolean fits =
                        (attributes & LABEL) == 0
                                && ((attributes & FOLDER) != 0) == asFolder
                                && part.slice(at, FatNames.SHORT).equals(name);
                if (fits && (asFolder || part.getInt(at + 28) != 0)) {
                    return OptionalLong.of(firstCluster(part, at));
                }
            }
        }
        return OptionalLong.empty();
    }

    private long firstCluster(ByteBuffer entries, int at) {
        long high = bits == 32 ? unsigned(entries, at + 20) : 0;
        return high << 16 | unsigned(entries, at + 26);
    }

    /** A root folder of the old kind has a place of its own, and is cluster 0 here. */
    private List<ByteBuffer> content(long first) throws IOException, ImageCheckException {
        if (first == 0) {
            return List.of(disk.read(rootFolder, rootBytes));
        }
        List<ByteBuffer> parts = new ArrayList<>();
        long at = first;
        while (at >= 2 && at < clusters + 2 && (long) parts.size() * cluster < LARGEST_FOLDER) {
            parts.add(disk.read(data + (at - 2) * cluster, cluster));
            at = next(at);
        }
        return parts;
    }

    private long next(long number) throws IOException, ImageCheckException {
        return switch (bits) {
            case 32 -> disk.read(table + number * 4, 4).getInt() & 0x0FFFFFFFL;
            case 16 -> unsigned(disk.read(table + number * 2, 2), 0);
            default -> {
                int pair = unsigned(disk.read(table + number * 3 / 2, 2), 0);
                yield number % 2 == 0 ? pair & 0xFFF : pair >> 4;
            }
        };
    }

    /** Old and new fields for the same thing: the old one is 0 where it is too small. */
    private static long either(int old, int wide) {
        return old != 0 ? old : Integer.toUnsignedLong(wide);
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    /** {@code BOOTX64.EFI} is {@code "BOOTX64 EFI"} there. */
    private static ByteBuffer onDisk(String name) {
        int dot = name.indexOf('.');
        String base = dot < 0 ? name : name.substring(0, dot);
        String extension = dot < 0 ? "" : name.substring(dot + 1);
        return ByteBuffer.wrap("%-8s%-3s".formatted(base, extension).getBytes(US_ASCII));
    }
}

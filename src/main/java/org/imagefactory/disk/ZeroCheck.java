package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * Looks whether parts of a disk file read as zeros. It reads past the page cache where the host
 * lets it: a hole then costs next to nothing, while the cache would fill a page with zeros for each
 * four kilobytes of it.
 */
public final class ZeroCheck {

    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final int alignment;
    private final ByteBuffer buffer;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private ZeroCheck(FileChannel channel, int alignment) {
        this.channel = channel;
        this.alignment = alignment;
        // a piece that is not aligned reaches into one more unit at each end
        this.buffer =
                ByteBuffer.allocateDirect(BUFFER_BYTES + 3 * alignment).alignedSlice(alignment);
    }

    /**
     * @param file disk image
     * @param offset of the file system in it, in bytes
     * @param blockBytes bytes per block of the file system
     * @param blocks to look at; what is beyond the end of the file counts as zeros
     * @return whether all of them are zeros
     */
    public static boolean areZeros(Path file, long offset, int blockBytes, List<BlockRange> blocks)
            throws IOException, InterruptedException {
        int alignment = (int) Math.max(4096, Files.getFileStore(file).getBlockSize());
        try (FileChannel channel = open(file)) {
            ZeroCheck check = new ZeroCheck(channel, alignment);
            for (BlockRange range : blocks) {
                long start = offset + range.first() * blockBytes;
                long end = offset + (range.last() + 1) * blockBytes;
                if (!check.areZeros(start, end)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, Set.of(StandardOpenOption.READ, pastTheCache()));
        } catch (IOException | UnsupportedOperationException e) {
            // a file system in memory, for one, has nothing to go past
            return FileChannel.open(file, StandardOpenOption.READ);
        }
    }

    /** By its name: newer compilers warn of every use of it and take no word against that. */
    private static OpenOption pastTheCache() {
        try {
            Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
            for (Object option : options.getEnumConstants()) {
                if (option.toString().equals("DIRECT")) {
                    return (OpenOption) option;
                }
            }
        } catch (ClassNotFoundException e) {
            throw new UnsupportedOperationException(e);
        }
        throw new UnsupportedOperationException("no way past the page cache");
    }

    private boolean areZeros(long start, long end) throws IOException, InterruptedException {
        for (long at = start; at < end; at += BUFFER_BYTES) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!isZero(at, (int) Math.min(BUFFER_BYTES, end - at))) {
                return false;
            }
        }
        return true;
    }

    private boolean isZero(long at, int length) throws IOException {
        int before = (int) (at % alignment);
        int wanted = before + length;
        buffer.clear().limit((wanted + alignment - 1) / alignment * alignment);
        int read = Math.min(wanted, channel.read(buffer, at - before));
        if (read <= before) {
            return true;
        }
        return buffer.slice(before, read - before).equals(zeros.slice(0, read - before));
    }
}

package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Copies a part of a disk file out and back again. Holes stay holes, what is equal stays alone. */
public final class RangeCopy {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(BUFFER_BYTES).asReadOnlyBuffer();

    private RangeCopy() {}

    /**
     * Makes a new file of a part of another; blocks of zeros become holes.
     *
     * @param offset of the part in the source, in bytes
     * @param length of the part, in bytes
     */
    public static void extract(Path source, long offset, long length, Path target)
            throws IOException, InterruptedException {
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel out =
                        FileChannel.open(
                                target,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE)) {
            copy(in, offset, out, 0, length);
            if (out.size() < length) {
                out.write(ByteBuffer.allocate(1), length - 1);
            }
        }
    }

    /** Writes what differs back to where {@link #extract} took it from. */
    public static void restore(Path source, Path target, long offset, long length)
            throws IOException, InterruptedException {
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel out =
                        FileChannel.open(
                                target, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            copy(in, 0, out, offset, length);
        }
    }

    private static void copy(FileChannel in, long from, FileChannel out, long to, long length)
            throws IOException, InterruptedException {
        ByteBuffer fresh = ByteBuffer.allocateDirect(BUFFER_BYTES);
        ByteBuffer old = ByteBuffer.allocateDirect(BUFFER_BYTES);
        for (long done = 0; done < length; done += BUFFER_BYTES) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int bytes = (int) Math.min(BUFFER_BYTES, length - done);
            fill(in, from + done, fresh, bytes);
            fill(out, to + done, old, bytes);
            if (!fresh.equals(old)) {
                writeAll(out, to + done, fresh);
            }
        }
    }

    /**
     * Reads exactly that many bytes; what is beyond the end of the file reads as zeros.
     *
     * @param buffer has room for them, and they are all that it has afterwards
     */
    public static void fill(FileChannel channel, long position, ByteBuffer buffer, int bytes)
            throws IOException {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                putZeros(buffer);
            }
        }
        buffer.flip();
    }

    /** In large pieces: of a disk that is mostly holes this is most of the work. */
    private static void putZeros(ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            ByteBuffer zeros = ZEROS.duplicate();
            buffer.put(zeros.limit(Math.min(zeros.capacity(), buffer.remaining())));
        }
    }

    private static void writeAll(FileChannel channel, long position, ByteBuffer buffer)
            throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
    }
}

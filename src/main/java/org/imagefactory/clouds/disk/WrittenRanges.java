package org.imagefactory.clouds.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads of a disk file what is not zero, piece by piece. */
public final class WrittenRanges {

    private WrittenRanges() {}

    /** Takes what was found. */
    @FunctionalInterface
    public interface Taker<E extends Exception> {

        /**
         * @param offset in the file
         * @param bytes whole sectors; nobody else uses them
         */
        void take(long offset, byte[] bytes) throws E, IOException, InterruptedException;
    }

    /**
     * @param piece the most that is taken at once, in bytes; whole sectors
     * @param sector pieces begin and end at multiples of it; a part of one at the end of the file
     *     is filled with zeros
     */
    public static <E extends Exception> void each(Path file, int piece, int sector, Taker<E> taker)
            throws E, IOException, InterruptedException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = in.size();
            ByteBuffer buffer = ByteBuffer.allocate(piece);
            for (long offset = 0; offset < size; offset += piece) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                int length = (int) Math.min(piece, size - offset);
                fill(in, offset, buffer.clear().limit(length));
                int end = (length + sector - 1) / sector * sector;
                Arrays.fill(buffer.array(), length, end, (byte) 0);
                piece(offset, buffer.array(), end, sector, taker);
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    private static <E extends Exception> void piece(
            long offset, byte[] bytes, int length, int sector, Taker<E> taker)
            throws E, IOException, InterruptedException {
        int first = 0;
        while (first < length && isZero(bytes, first, sector)) {
            first += sector;
        }
        int last = length;
        while (last > first && isZero(bytes, last - sector, sector)) {
            last -= sector;
        }
        if (first < last) {
            taker.take(offset + first, Arrays.copyOfRange(bytes, first, last));
        }
    }

    private static boolean isZero(byte[] bytes, int from, int length) {
        int end = from + length;
        for (int i = from; i < end; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static void fill(FileChannel in, long offset, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (in.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("the file has become shorter");
            }
        }
    }
}

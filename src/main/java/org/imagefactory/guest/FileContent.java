package org.imagefactory.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.imagefactory.tools.DamagedFileSystemException;

/** The content of one file in the order of the file: pieces of its file system, and holes. */
final class FileContent {

    private static final int PIECE = 1 << 18;
    private static final byte[] ZEROS = new byte[PIECE];

    private final long size;
    private final Taker taker;
    private long done;

    /** Gets the content, in parts of a quarter of a megabyte at most. */
    interface Taker {

        /**
         * @param position in the file system, in bytes
         */
        void piece(long position, int bytes) throws IOException;

        /** What was never written, and reads as zeros. */
        void hole(int bytes) throws IOException;
    }

    /** Reads from a file system, at a position in bytes. */
    interface Source {
        ByteBuffer read(long position, int bytes) throws IOException;
    }

    /**
     * @param size of the file, in bytes; no more is given
     * @throws DamagedFileSystemException it is negative
     */
    FileContent(long size, Taker taker) throws DamagedFileSystemException {
        if (size < 0) {
            throw new DamagedFileSystemException("a file has less than no bytes");
        }
        this.size = size;
        this.taker = taker;
    }

    /** One that writes everything down. */
    static FileContent copied(long size, Source source, OutputStream out)
            throws DamagedFileSystemException {
        return new FileContent(
                size,
                new Taker() {
                    @Override
                    public void piece(long position, int bytes) throws IOException {
                        out.write(source.read(position, bytes).array(), 0, bytes);
                    }

                    @Override
                    public void hole(int bytes) throws IOException {
                        out.write(ZEROS, 0, bytes);
                    }
                });
    }

    /** Whether nothing is missing. */
    boolean isWhole() {
        return done >= size;
    }

    /** The file goes on with so many bytes from that position of the file system. */
    void data(long position, long bytes) throws IOException {
        long left = Math.min(bytes, size - done);
        for (long at = position; left > 0; ) {
            int piece = (int) Math.min(left, PIECE);
            taker.piece(at, piece);
            at += piece;
            left -= piece;
            done += piece;
        }
    }

    /** The file goes on with a hole of so many bytes. */
    void hole(long bytes) throws IOException {
        holeUntil(bytes > size - done ? size : done + bytes);
    }

    /**
     * The file has a hole up to a place in it.
     *
     * @throws DamagedFileSystemException the place is before that where we are
     */
    void holeUntil(long place) throws IOException {
        if (place < done && !isWhole()) {
            throw new DamagedFileSystemException("blocks of a file overlap");
        }
        long end = Math.min(place, size);
        while (done < end) {
            int bytes = (int) Math.min(PIECE, end - done);
            taker.hole(bytes);
            done += bytes;
        }
    }

    /** The rest of the file is a hole. */
    void end() throws IOException {
        holeUntil(size);
    }
}

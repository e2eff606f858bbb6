package org.imagefactory.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.imagefactory.error.ImageCheckException;

/**
 * A raw disk image, read in small pieces. What it holds was written by a guest, so every position
 * that was read from it is checked against the end of the file before it is used.
 */
final class DiskFile implements Closeable {

    /** Bytes per sector: what a virtio disk has unless told otherwise. */
    static final int SECTOR = 512;

    private final FileChannel channel;
    private final long size;

    private DiskFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    static DiskFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new DiskFile(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Length in bytes. */
    long size() {
        return size;
    }

    /** Length in whole sectors. */
    long sectors() {
        return size / SECTOR;
    }

    /** Whether the range lies within the file; safe for any values. */
    boolean contains(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
    }

    /**
     * @return the bytes, in little-endian order, ready to read
     * @throws ImageCheckException the range is not within the disk
     */
    ByteBuffer read(long offset, int length) throws IOException, ImageCheckException {
        if (!contains(offset, length)) {
            throw new ImageCheckException(
                    "reading the disk: %d bytes at %d are beyond its end at %d"
                            .formatted(length, offset, size),
                    "");
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("the disk file was cut short while it was read");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

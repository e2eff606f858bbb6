package org.imagefactory.guest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.imagefactory.tools.DamagedFileSystemException;

/** The bytes of a file system in a disk. */
final class VolumeBytes implements Closeable {

    private final FileChannel channel;
    private final long offset;
    private final long length;

    VolumeBytes(Path disk, long offset, long length) throws IOException {
        this.channel = FileChannel.open(disk, StandardOpenOption.READ);
        this.offset = offset;
        this.length = length;
    }

    long length() {
        return length;
    }

    /**
     * @throws DamagedFileSystemException there are none at that place
     */
    ByteBuffer read(long position, int bytes) throws IOException {
        if (position < 0 || position > length - bytes) {
            throw new DamagedFileSystemException(
                    "it has %d bytes, and there is to be something at %d"
                            .formatted(length, position));
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + position + buffer.position()) < 0) {
                throw new DamagedFileSystemException("the disk ends before it does");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package org.imagefactory.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the file of a record: a regular one of bounded length, without following links. */
final class RecordReader {

    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** What is larger is read piece by piece, which takes longer and less memory. */
    static final int LARGE = 1 << 20;

    /** One large record at a time: most are looked at, and forgotten at once. */
    private static final Object ONE = new Object();

    private RecordReader() {}

    /**
     * Reads a file whose {@link #size} was looked at.
     *
     * @param id by the name of the file
     * @throws DamagedRecordException the file is not its record
     * @throws java.nio.file.NoSuchFileException there is none
     * @throws IOException it cannot be read
     */
    static ImageRecord read(Path file, ImageId id) throws IOException {
        return read(file, id, Set.of());
    }

    /**
     * As {@link #read(Path, ImageId)}.
     *
     * @param without fields that a large record is read without
     */
    static ImageRecord read(Path file, ImageId id, Set<String> without) throws IOException {
        ImageRecord record = ImageRecord.of(Uninterrupted.call(() -> fields(file, without)));
        if (!record.id().equals(id)) {
            throw new DamagedRecordException("its identifier is that of another image");
        }
        return record;
    }

    /**
     * The size of a file that may be a record: opening a pipe would wait for ever.
     *
     * @throws DamagedRecordException it is none
     */
    static long size(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new DamagedRecordException("it is no regular file");
        }
        return bounded(attributes.size());
    }

    /** It may be another file by now: somebody has replaced the record. */
    private static Map<String, @Nullable Object> fields(Path file, Set<String> without)
            throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, OPTIONS)) {
            long size = bounded(channel.size());
            if (size <= LARGE) {
                return RecordJson.read(text(channel, (int) size));
            }
            synchronized (ONE) {
                return RecordJson.read(Channels.newInputStream(channel), without);
            }
        }
    }

    private static byte[] text(SeekableByteChannel channel, int size) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(size);
        int read = 0;
        while (read >= 0 && text.hasRemaining()) {
            read = channel.read(text);
        }
        return text.hasRemaining() ? Arrays.copyOf(text.array(), text.position()) : text.array();
    }

    private static long bounded(long size) throws DamagedRecordException {
        if (size > RecordJson.LARGEST) {
            throw new DamagedRecordException("it is too large");
        }
        return size;
    }
}

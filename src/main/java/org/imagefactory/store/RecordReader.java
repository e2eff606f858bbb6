package org.imagefactory.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/** Reads the file of a record: a regular one of bounded length, without following links. */
final class RecordReader {

    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private RecordReader() {}

    /**
     * @param id by the name of the file
     * @throws DamagedRecordException the file is not its record
     * @throws java.nio.file.NoSuchFileException there is none
     * @throws IOException it cannot be read
     */
    static ImageRecord read(Path file, ImageId id) throws IOException {
        byte[] text = Uninterrupted.call(() -> text(file));
        ImageRecord record = ImageRecord.of(RecordJson.read(text));
        if (!record.id().equals(id)) {
            throw new DamagedRecordException("its identifier is that of another image");
        }
        return record;
    }

    /** Opening a pipe would wait for ever. */
    private static byte[] text(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new DamagedRecordException("it is no regular file");
        }
        if (attributes.size() > RecordJson.LARGEST) {
            throw new DamagedRecordException("it is too large");
        }
        // Records are replaced, never changed, so what grows meanwhile is none.
        ByteBuffer text = ByteBuffer.allocate((int) attributes.size());
        try (SeekableByteChannel channel = Files.newByteChannel(file, OPTIONS)) {
            int read = 0;
            while (read >= 0 && text.hasRemaining()) {
                read = channel.read(text);
            }
        }
        return text.hasRemaining() ? Arrays.copyOf(text.array(), text.position()) : text.array();
    }
}

package org.imagefactory.service.page;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The last whole lines of a log.
 *
 * @param end where in the file the next line begins
 * @param cut whether there are lines before them
 */
record LogTail(String text, long end, boolean cut) {

    private static final int LONGEST = 64 << 10;
    private static final LogTail NONE = new LogTail("", 0, false);

    /** Nothing of a log that is not there. */
    static LogTail of(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return NONE;
        }
        try (SeekableByteChannel channel =
                Files.newByteChannel(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long begin = Math.max(0, channel.size() - LONGEST);
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
            channel.position(begin);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full, or the file has no more.
            }
            String text =
                    new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
            int end = text.lastIndexOf('\n') + 1;
            int first = begin == 0 ? 0 : Math.min(end, text.indexOf('\n') + 1);
            return new LogTail(
                    new String(bytes.array(), first, end - first, StandardCharsets.UTF_8),
                    begin + end,
                    begin > 0);
        } catch (IOException e) {
            return NONE;
        }
    }
}

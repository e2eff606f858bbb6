package org.imagefactory.service.page;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.imagefactory.files.RegularFile;

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
        try (SeekableByteChannel channel = RegularFile.open(file)) {
            long begin = Math.max(0, channel.size() - LONGEST);
            byte[] bytes = Channels.newInputStream(channel.position(begin)).readNBytes(LONGEST);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int end = text.lastIndexOf('\n') + 1;
            int first = begin == 0 ? 0 : Math.min(end, text.indexOf('\n') + 1);
            return new LogTail(
                    new String(bytes, first, end - first, StandardCharsets.UTF_8),
                    begin + end,
                    begin > 0);
        } catch (IOException e) {
            return NONE;
        }
    }
}

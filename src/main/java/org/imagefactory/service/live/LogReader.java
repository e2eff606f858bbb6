package org.imagefactory.service.live;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.imagefactory.files.RegularFile;

/**
 * Reads a log that grows, piece by piece, as events: one for each line, whose id is where in the
 * file the next one begins.
 */
final class LogReader {

    private static final int PIECE = 32 << 10;

    private final Path file;
    private long at;

    /**
     * @param at where the client's last line ended; what is no such place begins anew
     */
    LogReader(Path file, long at) {
        this.file = file;
        this.at = Math.max(0, at);
    }

    /** The next whole lines; empty if there are none for now. */
    String next() {
        try {
            byte[] piece = piece();
            int end = piece.length;
            while (end > 0 && piece[end - 1] != '\n') {
                end--;
            }
            return events(new String(piece, 0, end, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return ""; // removed with its image, or there never was one
        }
    }

    private byte[] piece() throws IOException {
        try (SeekableByteChannel channel = RegularFile.open(file)) {
            if (at > channel.size()) {
                at = 0;
            }
            return Channels.newInputStream(channel.position(at)).readNBytes(PIECE);
        }
    }

    private String events(String lines) {
        StringBuilder events = new StringBuilder(2 * lines.length());
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                at += line.getBytes(StandardCharsets.UTF_8).length + 1;
                events.append("event: log\nid: ").append(at);
                // To a client a carriage return alone ends a line of the event, too.
                events.append("\ndata: ").append(line.replace('\r', ' ')).append("\n\n");
            }
        }
        return events.toString();
    }
}

package org.imagefactory.service.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.imagefactory.files.Ownership;

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
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.toString());
        }
        Ownership.requireRegular(file);
        try (SeekableByteChannel channel =
                Files.newByteChannel(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            if (at > channel.size()) {
                at = 0;
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE, channel.size() - at));
            channel.position(at);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Until it is full, or the file has no more.
            }
            byte[] piece = new byte[buffer.position()];
            buffer.flip().get(piece);
            return piece;
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

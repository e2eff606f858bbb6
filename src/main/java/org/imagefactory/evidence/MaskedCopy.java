package org.imagefactory.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;

/** Copies text of any size and encoding, a block at a time, and masks secrets on the way. */
final class MaskedCopy {

    /** A larger file is cut in the middle. */
    static final long MOST = 8L << 20;

    /** What is kept of the beginning of a larger file; the end of a log says more. */
    static final long HEAD = 2L << 20;

    private static final int BLOCK = 1 << 16;

    private final OutputStream out;
    private final Redaction redaction;
    private final StringBuilder pending = new StringBuilder();
    private int skip;

    private MaskedCopy(OutputStream out, Redaction redaction, int skip) {
        this.out = out;
        this.redaction = redaction;
        this.skip = skip;
    }

    /** Copies everything. */
    static void all(InputStream in, OutputStream out, Redaction redaction) throws IOException {
        MaskedCopy copy = new MaskedCopy(out, redaction, 0);
        copy.feed(in, Long.MAX_VALUE);
        copy.flush(true);
    }

    /** Copies a file, or its beginning and its end; the target is replaced when it exists. */
    static void excerpt(Path source, Path target, Redaction redaction) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(source);
                InputStream in = Channels.newInputStream(channel);
                OutputStream out = Files.newOutputStream(target)) {
            long size = channel.size();
            if (size <= MOST) {
                // no more than this, even if it grows
                MaskedCopy copy = new MaskedCopy(out, redaction, 0);
                copy.feed(in, size);
                copy.flush(true);
                return;
            }
            // A secret that the cut goes through would not be found: its halves are left out.
            MaskedCopy head = new MaskedCopy(out, redaction, 0);
            head.feed(in, HEAD);
            head.flush(false);
            String gap = "\n[image-factory: %d bytes are left out here]\n".formatted(size - MOST);
            out.write(gap.getBytes(StandardCharsets.UTF_8));
            channel.position(size - (MOST - HEAD));
            MaskedCopy tail = new MaskedCopy(out, redaction, redaction.longest());
            tail.feed(in, MOST - HEAD);
            tail.flush(true);
        }
    }

    private void feed(InputStream in, long most) throws IOException {
        byte[] block = new byte[BLOCK];
        long left = most;
        while (left > 0) {
            int read = in.read(block, 0, (int) Math.min(block.length, left));
            if (read < 0) {
                return;
            }
            left -= read;
            pending.append(new String(block, 0, read, StandardCharsets.ISO_8859_1));
            flush(false);
        }
    }

    /**
     * Writes what is pending.
     *
     * @param end otherwise as much is kept back as a secret could need that has only begun
     */
    private void flush(boolean end) throws IOException {
        int safe = end ? pending.length() : pending.length() - redaction.longest();
        if (safe <= 0) {
            return;
        }
        int done = Math.min(skip, safe);
        skip -= done;
        Matcher matcher = redaction.matcher(pending);
        while (matcher.find() && matcher.start() < safe) {
            write(pending.substring(Math.min(done, matcher.start()), matcher.start()));
            write(redaction.replacement(matcher.group()));
            done = Math.max(done, matcher.end());
        }
        if (done < safe) {
            write(pending.substring(done, safe));
            done = safe;
        }
        pending.delete(0, done);
    }

    private void write(String bytes) throws IOException {
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}

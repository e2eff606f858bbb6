package org.imagefactory.clouds.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/** What is sent along with a request; it can be sent again. */
public interface WebContent {

    /** How much it is. */
    long bytes();

    /** Writes all of it. */
    void write(OutputStream out) throws IOException, InterruptedException;

    /** Of memory. */
    static WebContent of(byte[] bytes) {
        return new WebContent() {
            @Override
            public long bytes() {
                return bytes.length;
            }

            @Override
            public void write(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }

    /** A text, in UTF-8. */
    static WebContent of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A part of a file, in constant memory.
     *
     * @param position hears how many bytes of the part are sent, from the beginning each time
     */
    static WebContent of(Path file, long offset, long bytes, LongConsumer position) {
        return new WebContent() {
            @Override
            public long bytes() {
                return bytes;
            }

            @Override
            public void write(OutputStream out) throws IOException, InterruptedException {
                try (InputStream in = Files.newInputStream(file)) {
                    in.skipNBytes(offset);
                    byte[] buffer = new byte[1 << 17];
                    for (long done = 0; done < bytes; ) {
                        int n = in.read(buffer, 0, (int) Math.min(buffer.length, bytes - done));
                        if (n < 0) {
                            throw new IOException(file + " has become shorter");
                        }
                        if (Thread.interrupted()) {
                            throw new InterruptedException();
                        }
                        out.write(buffer, 0, n);
                        done += n;
                        position.accept(done);
                    }
                }
            }
        };
    }

    /** The same, where a digest gets all that is sent; to be sent once. */
    default WebContent digested(MessageDigest digest) {
        WebContent plain = this;
        return new WebContent() {
            @Override
            public long bytes() {
                return plain.bytes();
            }

            @Override
            public void write(OutputStream out) throws IOException, InterruptedException {
                plain.write(new DigestOutputStream(out, digest));
            }
        };
    }
}

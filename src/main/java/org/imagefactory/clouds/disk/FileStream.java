package org.imagefactory.clouds.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Copies whole files in constant memory, and stops when it is interrupted. */
public final class FileStream {

    private static final int BUFFER_BYTES = 1 << 17;

    private FileStream() {}

    /**
     * @param position hears how many bytes are done, now and then
     */
    public static void copy(Path file, OutputStream out, LongConsumer position)
            throws IOException, InterruptedException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long done = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                out.write(buffer, 0, n);
                done += n;
                position.accept(done);
            }
        }
    }
}

package org.imagefactory.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongConsumer;
import org.imagefactory.spec.DigestKind;
import org.imagefactory.spec.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a file of any size in constant memory. One thread reads while the other computes,
 * through a few buffers that go round between them.
 */
public final class FileDigest {

    // measured: larger ones fall out of the processor's cache and double the cost of reading
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int BUFFERS = 8;

    private final BlockingQueue<Chunk> filled = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final BlockingQueue<ByteBuffer> empty = new ArrayBlockingQueue<>(BUFFERS);

    /** What the reader hands over: bytes, or the end of the file, or why there are none. */
    private record Chunk(ByteBuffer bytes, boolean isEnd, @Nullable IOException failure) {

        static Chunk of(IOException failure) {
            return new Chunk(ByteBuffer.allocate(0), true, failure);
        }
    }

    private FileDigest() {
        for (int i = 0; i < BUFFERS; i++) {
            empty.add(ByteBuffer.allocate(BUFFER_BYTES));
        }
    }

    /**
     * @param file to read to its end
     * @param position hears the number of bytes done, every now and then
     * @return 64 hexadecimal digits in lower case
     * @throws IOException the file cannot be read
     * @throws InterruptedException the calling thread was interrupted; the file is closed
     */
    public static String sha256(Path file, LongConsumer position)
            throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new FileDigest().run(channel, position);
        }
    }

    /**
     * A digest of another kind.
     *
     * @return hexadecimal digits in lower case
     * @throws IOException the file cannot be read
     * @throws InterruptedException the calling thread was interrupted; the file is closed
     */
    public static String of(Path file, DigestKind kind) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MessageDigest digest = MessageDigest.getInstance(kind.title());
            ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
            while (channel.read(bytes.clear()) >= 0) {
                digest.update(bytes.flip());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (ClosedByInterruptException e) {
            Thread.interrupted(); // told by the exception
            throw new InterruptedException("cancelled");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + kind, e);
        }
    }

    private String run(FileChannel channel, LongConsumer position)
            throws IOException, InterruptedException {
        Thread reader = new Thread(() -> read(channel), "sha256-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            return consume(position);
        } finally {
            reader.interrupt();
            joinUninterruptibly(reader);
        }
    }

    private String consume(LongConsumer position) throws IOException, InterruptedException {
        MessageDigest digest = Sha256.newDigest();
        long done = 0;
        while (true) {
            Chunk chunk = filled.take();
            if (chunk.failure() != null) {
                throw chunk.failure();
            }
            if (chunk.isEnd()) {
                return Sha256.ofBytes(digest.digest()).hex();
            }
            done += chunk.bytes().remaining();
            digest.update(chunk.bytes());
            empty.put(chunk.bytes());
            position.accept(done);
        }
    }

    private void read(FileChannel channel) {
        try {
            boolean isEnd;
            do {
                ByteBuffer bytes = empty.take().clear();
                isEnd = channel.read(bytes) < 0;
                filled.put(new Chunk(bytes.flip(), isEnd, null));
            } while (!isEnd);
        } catch (IOException e) {
            // there is always room: one place more than there are buffers
            filled.add(Chunk.of(e));
        } catch (InterruptedException e) {
            filled.clear();
            filled.add(Chunk.of(new InterruptedIOException()));
        } catch (RuntimeException | Error e) {
            // somebody waits for the end of the file
            filled.add(Chunk.of(new IOException("the reader ended: " + e, e)));
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

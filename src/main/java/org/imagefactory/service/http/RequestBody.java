package org.imagefactory.service.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request. Many may arrive at the same time, slowly, so only the first are kept in
 * memory, the others in a file that goes with the request.
 */
public final class RequestBody implements AutoCloseable {

    /** No body may have more. */
    static final long LONGEST = 32L << 20;

    private static final int IN_MEMORY = 128 << 10;

    /** Who works on large things at a time, and how many may wait for it. */
    private static final int MOST_WAITING = 16;

    private final Path folder;
    private final Semaphore large;
    private final List<Path> scratch = new ArrayList<>();
    private boolean holdsLarge;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream rest;
    private long length;

    /**
     * @param folder for a file, if it becomes one
     * @param large permits of work that takes a lot of memory
     */
    RequestBody(Path folder, Semaphore large) {
        this.folder = folder;
        this.large = large;
    }

    /**
     * From now on, until the answer is ready, the request may take a lot of memory, and no other
     * does.
     *
     * @throws RequestException too many want that just now
     */
    public void enterLarge() throws RequestException {
        if (holdsLarge) {
            return;
        }
        if (large.getQueueLength() >= MOST_WAITING) {
            throw new RequestException(
                    Fault.STOPPING,
                    "Too many large things are asked for just now; try again later.",
                    Map.of("Retry-After", "10"));
        }
        large.acquireUninterruptibly();
        holdsLarge = true;
    }

    void leaveLarge() {
        if (holdsLarge) {
            holdsLarge = false;
            large.release();
        }
    }

    /** A new file that goes with the request. */
    Path scratch() throws IOException {
        Path made = Files.createTempFile(folder, ".imagefactoryd-", ".answer");
        scratch.add(made);
        return made;
    }

    void add(ByteBuffer bytes) throws IOException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        length += copy.length;
        if (length <= IN_MEMORY) {
            memory.write(copy);
            return;
        }
        if (rest == null) {
            Path made = Files.createTempFile(folder, ".imagefactoryd-", ".body");
            file = made;
            rest = Files.newOutputStream(made);
            memory.writeTo(rest);
            memory.reset();
        }
        rest.write(copy);
    }

    /** No more will come. */
    void complete() throws IOException {
        if (rest != null) {
            rest.close();
        }
    }

    /** In bytes. */
    public long length() {
        return length;
    }

    /** Whether working on it needs a lot of memory. */
    public boolean isLarge() {
        return file != null;
    }

    /** From its begin; to be closed. */
    public InputStream open() throws IOException {
        return file == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : Files.newInputStream(file);
    }

    /**
     * Its text.
     *
     * @return fails with a {@link java.nio.charset.CharacterCodingException} where it is no UTF-8
     */
    public Reader reader() throws IOException {
        return new InputStreamReader(open(), StandardCharsets.UTF_8.newDecoder());
    }

    /** All of it. */
    public byte[] bytes() throws IOException {
        return file == null ? memory.toByteArray() : Files.readAllBytes(file);
    }

    /**
     * @param algorithm as Java names it
     */
    public byte[] digest(String algorithm) {
        try (InputStream in = open()) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return digest.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() throws IOException {
        Optional<Path> left = Optional.ofNullable(file);
        complete();
        for (Path file : scratch) {
            Files.deleteIfExists(file);
        }
        if (left.isPresent()) {
            Files.deleteIfExists(left.get());
        }
    }
}

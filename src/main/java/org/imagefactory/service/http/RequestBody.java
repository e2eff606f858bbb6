package org.imagefactory.service.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request. Many may arrive at the same time, slowly, so only the first are kept in
 * memory, the others in a file that goes with the request.
 */
public final class RequestBody implements AutoCloseable {

    /** No body may have more. */
    static final long LONGEST = 32L << 20;

    private static final int IN_MEMORY = 128 << 10;

    private final Path folder;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream rest;
    private long length;

    /**
     * @param folder for a file, if it becomes one
     */
    RequestBody(Path folder) {
        this.folder = folder;
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
        if (left.isPresent()) {
            Files.deleteIfExists(left.get());
        }
    }
}

package org.imagefactory.service.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.imagefactory.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets. The request's method HEAD takes away the content, not its length.
 *
 * @param headers fields aside from Content-Length
 */
public record Answer(int status, Map<String, String> headers, Content content) {

    /** The kinds of bodies. */
    public sealed interface Content permits Bytes, Part, Live {}

    /** A body in memory. */
    public static final class Bytes implements Content {

        private final byte[] bytes;

        /**
         * @param bytes not copied
         */
        public Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Not a copy. */
        public byte[] bytes() {
            return bytes;
        }
    }

    /**
     * A part of a file, however large.
     *
     * @param file opened if the client wants more than the head, and closed at the end
     */
    public record Part(Opener file, long offset, long length) implements Content {}

    /** Opens a file for reading. */
    @FunctionalInterface
    public interface Opener {

        /**
         * @throws IOException it cannot be read, or is no file
         */
        SeekableByteChannel open() throws IOException;
    }

    /**
     * A body that grows as things happen.
     *
     * @param begin gets the stream, as soon as the client has been told that it begins
     */
    public record Live(Consumer<LiveStream> begin) implements Content {}

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** The status alone. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new Bytes(new byte[0]));
    }

    /** A JSON value of any shape. */
    public static Answer json(int status, @Nullable Object value) {
        return of(status, "application/json", Json.line(value));
    }

    /**
     * The same of a value that is too large to be kept in memory until the client has it.
     *
     * @param request goes on until the answer is sent
     */
    public static Answer largeJson(int status, @Nullable Object value, ServiceRequest request)
            throws IOException {
        Path file = request.body().scratch();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            Json.write(value, out);
        }
        return new Answer(
                status,
                Map.of("Content-Type", "application/json"),
                new Part(() -> Files.newByteChannel(file), 0, Files.size(file)));
    }

    /** A text in UTF-8. */
    public static Answer of(int status, String contentType, String text) {
        return new Answer(
                status,
                Map.of("Content-Type", contentType),
                new Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The whole body as text; nothing of one that grows.
     *
     * @throws IOException it cannot be read
     */
    public String text() throws IOException {
        if (content instanceof Bytes memory) {
            return new String(memory.bytes(), StandardCharsets.UTF_8);
        }
        if (content instanceof Part part) {
            try (SeekableByteChannel file = part.file().open()) {
                byte[] bytes =
                        Channels.newInputStream(file.position(part.offset()))
                                .readNBytes(Math.toIntExact(part.length()));
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    /** The same with one field more. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, content);
    }

    /** How many bytes the body has; empty for one that grows. */
    Optional<Long> length() {
        if (content instanceof Bytes memory) {
            return Optional.of((long) memory.bytes().length);
        }
        return content instanceof Part part ? Optional.of(part.length()) : Optional.empty();
    }
}

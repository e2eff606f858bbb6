package org.imagefactory.service.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes answers; none waits for the client on a thread of its own. */
final class Sender {

    private static final int PART = 64 << 10;

    private Sender() {}

    static void send(Answer answer, Request request, Response response, Callback callback) {
        boolean headOnly = request.getMethod().equals("HEAD");
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        if (answer.status() != 204) {
            answer.length()
                    .ifPresent(
                            length -> response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length));
        }
        if (headOnly) {
            callback.succeeded();
        } else if (answer.content() instanceof Answer.Bytes bytes) {
            sendBytes(bytes.bytes(), response, callback);
        } else if (answer.content() instanceof Answer.Part part) {
            sendPart(part, request, response, callback);
        } else if (answer.content() instanceof Answer.Live live) {
            response.write(
                    false,
                    ByteBuffer.allocate(0),
                    Callback.from(
                            () -> live.begin().accept(new LiveStream(response, callback)),
                            callback::failed));
        }
    }

    /**
     * In small parts: a channel copies each into memory outside of the heap, of which there is
     * little.
     */
    private static void sendBytes(byte[] bytes, Response response, Callback callback) {
        if (bytes.length <= PART) {
            response.write(true, ByteBuffer.wrap(bytes), callback);
            return;
        }
        List<ByteBuffer> parts = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += PART) {
            parts.add(ByteBuffer.wrap(bytes, at, Math.min(PART, bytes.length - at)).slice());
        }
        Content.copy(Content.Source.from(parts.toArray(ByteBuffer[]::new)), response, callback);
    }

    private static void sendPart(
            Answer.Part part, Request request, Response response, Callback callback) {
        if (part.length() == 0) {
            callback.succeeded();
            return;
        }
        ByteBufferPool.Sized buffers =
                new ByteBufferPool.Sized(request.getComponents().getByteBufferPool(), false, PART);
        SeekableByteChannel file;
        try {
            file = part.file().open();
        } catch (IOException e) {
            callback.failed(e);
            return;
        }
        Content.copy(
                Content.Source.from(buffers, file, part.offset(), part.length()),
                response,
                callback);
    }
}

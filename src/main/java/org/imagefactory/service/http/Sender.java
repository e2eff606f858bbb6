package org.imagefactory.service.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
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
            response.write(true, ByteBuffer.wrap(bytes.bytes()), callback);
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

package org.imagefactory.service.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** Bodies that never went over a wire. */
public final class BodyOf {

    private BodyOf() {}

    public static RequestBody bytes(byte[] bytes) {
        RequestBody body =
                new RequestBody(Path.of(System.getProperty("java.io.tmpdir")), new Semaphore(1));
        try {
            body.add(ByteBuffer.wrap(bytes));
            body.complete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body;
    }
}

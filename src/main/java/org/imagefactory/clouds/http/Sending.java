package org.imagefactory.clouds.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Content as the library wants it; the headers of the request say what it is. */
final class Sending extends RequestBody {

    private final WebContent content;

    Sending(WebContent content) {
        this.content = content;
    }

    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return content.bytes();
    }

    /** Who tries again is not the library. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    @SuppressWarnings("resource") // the sink is not ours to close
    public void writeTo(BufferedSink sink) throws IOException {
        try {
            content.write(sink.outputStream());
        } catch (InterruptedException e) {
            InterruptedIOException stopped = new InterruptedIOException("interrupted");
            stopped.initCause(e);
            throw stopped;
        }
    }
}

package org.imagefactory.clouds.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.imagefactory.clouds.disk.FileStream;

/** Sends a file, once, in constant memory, and computes its digest on the way. */
final class FileContent extends RequestBody {

    private final Path file;
    private final long length;
    private final MessageDigest digest;
    private final LongConsumer position;

    FileContent(Path file, MessageDigest digest, LongConsumer position) throws IOException {
        this.file = file;
        this.length = Files.size(file);
        this.digest = digest;
        this.position = position;
    }

    @Override
    public MediaType contentType() {
        return MediaType.get("application/octet-stream");
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    @SuppressWarnings("resource") // the sink is not ours to close
    public void writeTo(BufferedSink sink) throws IOException {
        try {
            FileStream.copy(file, new DigestOutputStream(sink.outputStream(), digest), position);
        } catch (InterruptedException e) {
            InterruptedIOException stopped = new InterruptedIOException("interrupted");
            stopped.initCause(e);
            throw stopped;
        }
    }
}

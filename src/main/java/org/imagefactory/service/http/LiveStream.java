package org.imagefactory.service.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An answer that grows. Sending never waits for the client: one that reads too slowly loses the
 * stream and may ask for it anew.
 */
public final class LiveStream {

    /** So many bytes may wait for a client. */
    private static final int MOST = 256 << 10;

    private final Content.Sink sink;
    private final Callback whenDone;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int bytes;
    private boolean busy;
    private boolean ended;
    private boolean done;
    private @Nullable Runnable onClose;
    private @Nullable Runnable onDrained;

    LiveStream(Content.Sink sink, Callback whenDone) {
        this.sink = sink;
        this.whenDone = whenDone;
    }

    /** Sends a text; does nothing once the stream is closed. */
    public void send(String text) {
        byte[] more = text.getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            if (ended) {
                return;
            }
            if (bytes + more.length > MOST) {
                ended = true;
                waiting.clear();
            } else {
                waiting.add(more);
                bytes += more.length;
            }
        }
        next();
    }

    /** No more will come; what was sent still arrives. */
    public void close() {
        synchronized (this) {
            ended = true;
        }
        next();
    }

    /** Whether the client has gone, or nothing more may be sent. */
    public synchronized boolean isClosed() {
        return ended;
    }

    /**
     * @param action run once, as soon as nothing more can be sent
     */
    public void onClose(Runnable action) {
        synchronized (this) {
            if (!done) {
                onClose = action;
                return;
            }
        }
        action.run();
    }

    /**
     * @param action run each time when all that was sent is on its way; must be quick
     */
    public synchronized void onDrained(Runnable action) {
        onDrained = action;
    }

    /** How many bytes wait for the client. */
    public synchronized int waiting() {
        return bytes;
    }

    private void next() {
        byte[] part;
        boolean last;
        synchronized (this) {
            if (busy || done) {
                return;
            }
            byte[] first = waiting.pollFirst();
            if (first == null && !ended) {
                return;
            }
            part = first == null ? new byte[0] : first;
            last = first == null;
            bytes -= part.length;
            busy = true;
        }
        sink.write(last, ByteBuffer.wrap(part), Callback.from(() -> written(last), this::failed));
    }

    private void written(boolean last) {
        Runnable drained;
        synchronized (this) {
            busy = false;
            drained = waiting.isEmpty() && !ended ? onDrained : null;
        }
        if (drained != null) {
            drained.run();
        }
        if (last) {
            finish();
            whenDone.succeeded();
        } else {
            next();
        }
    }

    private void failed(Throwable reason) {
        finish();
        whenDone.failed(reason);
    }

    private void finish() {
        Runnable action;
        synchronized (this) {
            ended = true;
            done = true;
            waiting.clear();
            action = onClose;
            onClose = null;
        }
        if (action != null) {
            action.run();
        }
    }
}

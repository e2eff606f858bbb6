package org.imagefactory.service.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.service.http.LiveStream;
import org.imagefactory.store.ImageId;
import org.jspecify.annotations.Nullable;

/** One client that hears what happens with an image, or with all of them. Safe for threads. */
final class Follower {

    /** No more of the log is sent while so many bytes wait for the client. */
    private static final int ENOUGH = 64 << 10;

    /** More images than that are not remembered: they may be told of twice. */
    private static final int MOST_TOLD = 10_000;

    private final LiveStream stream;
    private final Optional<ImageId> image;
    private final Optional<LogReader> log;
    private final Map<String, State> told = new HashMap<>();
    private @Nullable Instant looked;
    private @Nullable State end;
    private boolean closed;

    /**
     * @param image empty for all of them
     * @param log of that image
     */
    Follower(LiveStream stream, Optional<ImageId> image, Optional<LogReader> log) {
        this.stream = stream;
        this.image = image;
        this.log = log;
    }

    Optional<ImageId> image() {
        return image;
    }

    boolean follows(ImageId id) {
        return image.isEmpty() || image.get().equals(id);
    }

    /** What was written when the client came; news may have come before. */
    synchronized void first(State state) {
        if (!told.containsKey(state.id())) {
            state(state);
        }
    }

    /** An image is as it is now. */
    synchronized void state(State state) {
        if (told.size() > MOST_TOLD) {
            told.clear();
        }
        String events = state.since(told.put(state.id(), state));
        if (!events.isEmpty()) {
            stream.send(events);
        }
        if (image.isPresent() && state.status().isFinal()) {
            end = state;
        }
    }

    /** Whether the record was written since this was asked last: it may be large. */
    synchronized boolean isNews(Instant change) {
        boolean news = !change.equals(looked);
        looked = change;
        return news;
    }

    /** The image is nowhere any more. */
    synchronized void gone() {
        image.map(id -> told.get(id.text())).map(State::gone).ifPresent(this::state);
        if (end == null) {
            close();
        }
    }

    /**
     * Sends what the log has more, as far as the client takes it in; after the last line of an
     * image at its end, the end.
     */
    synchronized void pump() {
        // What comes to its end now has written its last line before.
        State over = end;
        while (!closed && stream.waiting() < ENOUGH) {
            String more = log.map(LogReader::next).orElse("");
            if (more.isEmpty()) {
                if (over != null) {
                    stream.send(over.event("end"));
                    close();
                }
                return;
            }
            stream.send(more);
        }
    }

    /** Whether the image has ended, and the client will be told as soon as it has the log. */
    synchronized boolean isEnding() {
        return end != null;
    }

    /** A comment, so that nobody between takes the stream for dead. */
    void beat() {
        stream.send(": still there\n\n");
    }

    synchronized void close() {
        closed = true;
        stream.close();
    }
}

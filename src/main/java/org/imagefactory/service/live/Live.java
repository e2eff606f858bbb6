package org.imagefactory.service.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.imagefactory.lifecycle.ImageChange;
import org.imagefactory.lifecycle.LifecycleListener;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.Forms;
import org.imagefactory.service.http.LiveStream;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.http.ServiceRequest;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStore;

/**
 * What happens with images, as server-sent events for whoever follows: {@code status}, {@code
 * step}, {@code percent}, lines of the {@code log}, and {@code end}. Nobody who follows holds up
 * the work, or a thread. Safe for threads.
 */
public final class Live implements LifecycleListener, AutoCloseable {

    /** The media type of such answers. */
    public static final String EVENTS = "text/event-stream";

    private static final int MOST = 200;

    /** Several people, or pages of one, whose streams end some seconds after them. */
    private static final int MOST_OF_ONE = 50;

    /** So much happens at once before anybody is told. */
    private static final long GATHER_MILLIS = 20;

    private static final long LOOK_SECONDS = 2;
    private static final int LOOKS_PER_BEAT = 5;

    private record Seat(Follower follower, String remote) {}

    private final ImageStore store;
    private final ImageLogs logs;
    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1,
                    work -> {
                        Thread made = new Thread(work, "followers");
                        made.setDaemon(true);
                        return made;
                    });
    private int looks;

    /**
     * @param clock for the times in logs
     */
    public Live(ImageStore store, Clock clock) {
        this.store = store;
        this.logs = new ImageLogs(store, clock);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        var unused =
                thread.scheduleWithFixedDelay(
                        this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Where the log of an image is, if it has one. */
    public Path log(ImageId image) {
        return logs.file(image);
    }

    /**
     * All that happens with an image, and its log, until nobody works on it any more.
     *
     * @param record of the image
     * @throws RequestException too many follow already
     */
    public Answer follow(ServiceRequest request, ImageRecord record) throws RequestException {
        Optional<Long> after = lastId(request);
        if (after.isPresent()
                && record.status().isFinal()
                && new LogReader(log(record.id()), after.get()).next().isEmpty()) {
            // This alone keeps a browser from asking again.
            return Answer.empty(204);
        }
        requireSeat(request);
        return answer(
                stream ->
                        begin(
                                new Follower(
                                        stream,
                                        Optional.of(record.id()),
                                        Optional.of(
                                                new LogReader(log(record.id()), after.orElse(0L)))),
                                stream,
                                request.remote()));
    }

    /**
     * What happens with all images, without their logs.
     *
     * @throws RequestException too many follow already
     */
    public Answer followAll(ServiceRequest request) throws RequestException {
        requireSeat(request);
        return answer(
                stream ->
                        begin(
                                new Follower(stream, Optional.empty(), Optional.empty()),
                                stream,
                                request.remote()));
    }

    private static Answer answer(Consumer<LiveStream> begin) {
        return new Answer(
                200,
                Map.of(
                        "Content-Type",
                        EVENTS,
                        "Cache-Control",
                        "no-store",
                        "X-Accel-Buffering",
                        "no"),
                new Answer.Live(begin));
    }

    /** Of the field, which a browser sends again; a page can say it at first in the query only. */
    private static Optional<Long> lastId(ServiceRequest request) throws RequestException {
        Map<String, String> query =
                request.query().isEmpty() ? Map.of() : Forms.urlencoded(request.query());
        return request.header("Last-Event-ID")
                .or(() -> Optional.ofNullable(query.get("after")))
                .filter(id -> id.length() < 19 && id.chars().allMatch(c -> c >= '0' && c <= '9'))
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf);
    }

    private void requireSeat(ServiceRequest request) throws RequestException {
        long same = seats.stream().filter(seat -> seat.remote().equals(request.remote())).count();
        if (seats.size() >= MOST || same >= MOST_OF_ONE) {
            throw new RequestException(
                    Fault.TOO_MANY,
                    "Too many follow already; ask for the log as text, or try again later.",
                    Map.of("Retry-After", "60"));
        }
    }

    private void begin(Follower follower, LiveStream stream, String remote) {
        Seat seat = new Seat(follower, remote);
        seats.add(seat);
        stream.onClose(() -> seats.remove(seat));
        stream.onDrained(this::nudge);
        stream.send("retry: 3000\n\n");
        try {
            thread.execute(() -> first(follower));
        } catch (RejectedExecutionException e) {
            follower.close();
        }
    }

    private void first(Follower follower) {
        try {
            if (follower.image().isPresent()) {
                store.find(follower.image().get())
                        .map(State::of)
                        .ifPresentOrElse(follower::first, follower::gone);
            } else {
                store.list(record -> Optional.of(State.of(record)).filter(State::isOpen))
                        .forEach(follower::first);
            }
            follower.pump();
        } catch (IOException e) {
            follower.close();
        }
    }

    @Override
    public void changed(ImageChange change) {
        logs.changed(change);
        State state = State.of(change.record());
        for (Seat seat : seats) {
            if (seat.follower().follows(change.record().id())) {
                seat.follower().state(state);
            }
        }
        nudge();
    }

    @Override
    public void logged(ImageId image, String line) {
        logs.logged(image, line);
        nudge();
    }

    private void nudge() {
        if (!seats.isEmpty() && due.compareAndSet(false, true)) {
            try {
                var unused = thread.schedule(this::pump, GATHER_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The service ends, and its connections with it.
            }
        }
    }

    private void pump() {
        due.set(false);
        seats.forEach(seat -> seat.follower().pump());
    }

    private void look() {
        looks++;
        for (Seat seat : seats) {
            look(seat.follower());
            seat.follower().pump();
            if (looks % LOOKS_PER_BEAT == 0) {
                seat.follower().beat();
            }
        }
    }

    /** Other processes work on images, too. */
    private void look(Follower follower) {
        Optional<ImageId> image = follower.image();
        if (image.isEmpty()
                || follower.isEnding()
                || logs.isOpen(image.get())
                || !follower.isNews(store.lastChange(image.get()))) {
            return;
        }
        try {
            store.find(image.get()).map(State::of).ifPresentOrElse(follower::state, follower::gone);
        } catch (IOException e) {
            follower.close();
        }
    }

    /** Ends all that is followed. */
    @Override
    public void close() {
        thread.shutdownNow();
        seats.forEach(seat -> seat.follower().close());
    }
}

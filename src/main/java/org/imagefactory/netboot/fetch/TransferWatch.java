package org.imagefactory.netboot.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.imagefactory.netboot.fetch.FetchException.Kind;

/** Tells when a transfer is too slow or too long. Looked at by a thread that reads no socket. */
public final class TransferWatch {

    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
    private static final String ADVICE =
            "use another mirror, or look for what slows down the network of this host";

    private final Pace pace;
    private final Deadline deadline;
    private final LongSupplier bytes;
    private final long most;
    private Deadline window;
    private long before;

    /**
     * @param deadline of the download
     * @param bytes that came in so far
     * @param most bytes that may come in
     */
    public TransferWatch(Pace pace, Deadline deadline, LongSupplier bytes, long most) {
        this.pace = pace;
        this.deadline = deadline;
        this.bytes = bytes;
        this.most = most;
        window = Deadline.in(pace.window());
    }

    /** How long to wait until the next {@link #look}. */
    Duration tick() {
        Duration quarter = pace.window().dividedBy(4);
        return quarter.compareTo(LONGEST_TICK) < 0 ? quarter : LONGEST_TICK;
    }

    /** Why the transfer must end; empty if it may go on. */
    Optional<FetchException> look() {
        if (deadline.left().isNegative()) {
            return Optional.of(tooLong(deadline.limit()));
        }
        long now = bytes.getAsLong();
        if (now > most) {
            return Optional.of(tooLarge(most));
        }
        if (!window.left().isNegative()) {
            return Optional.empty();
        }
        long came = now - before;
        before = now;
        window = Deadline.in(pace.window());
        return came >= pace.leastBytes()
                ? Optional.empty()
                : Optional.of(
                        tooSlow(
                                "the server is too slow: %d bytes in %s, at least %d are wanted"
                                        .formatted(
                                                came, seconds(pace.window()), pace.leastBytes())));
    }

    /** The file is larger than it may be. */
    public static FetchException tooLarge(long most) {
        return new FetchException(
                Kind.FINAL,
                "it is longer than %d bytes".formatted(most),
                "check the URL: this is something else");
    }

    /** The download, with all its tries, took too long. */
    static FetchException tooLong(Duration limit) {
        return tooSlow("the download did not end within " + seconds(limit));
    }

    private static FetchException tooSlow(String problem) {
        return new FetchException(Kind.TOO_SLOW, problem, ADVICE);
    }

    private static String seconds(Duration duration) {
        return "%.0f s".formatted(Math.ceil(duration.toMillis() / 1000.0));
    }
}

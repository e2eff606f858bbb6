package org.imagefactory.netboot.fetch;

import java.time.Duration;
import org.imagefactory.error.HostException;

/** One try to fetch a file failed; the kind says what may be done about it. */
public final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What a failure means. */
    public enum Kind {
        /** No server answers. Worth few tries; the cached files may be used instead. */
        UNREACHABLE,
        /**
         * The server is in trouble or a transfer broke. Worth more tries; cached files likewise.
         */
        TRANSIENT,
        /**
         * The server answers, but nobody should wait for it. No further try; cached files likewise.
         */
        TOO_SLOW,
        /** There is no room for the file on this host. Another mirror may have a smaller one. */
        NO_ROOM,
        /** The server works and has no such file. */
        MISSING,
        /** The server works and says no, or what it sent is wrong: trying again is no use. */
        FINAL
    }

    private final Kind kind;
    private final String advice;
    private final Duration retryAfter;

    /**
     * @param kind what it means
     * @param problem what went wrong: a clause without the file and its source
     * @param advice what the user can do; may be empty
     * @param retryAfter pause that the server asked for; zero for none
     */
    public FetchException(Kind kind, String problem, String advice, Duration retryAfter) {
        super(problem);
        this.kind = kind;
        this.advice = advice;
        this.retryAfter = retryAfter;
    }

    public FetchException(Kind kind, String problem, String advice) {
        this(kind, problem, advice, Duration.ZERO);
    }

    /**
     * The file does not fit on this host.
     *
     * @param failure what to tell if no mirror has one that does
     */
    public static FetchException noRoom(HostException failure) {
        FetchException told =
                new FetchException(
                        Kind.NO_ROOM,
                        String.valueOf(failure.getMessage()),
                        failure.advice().orElse(""));
        told.initCause(failure);
        return told;
    }

    /** The same failure, telling that it was not the first. */
    FetchException afterTries(int tries) {
        FetchException told =
                new FetchException(
                        kind, "%s (tried %d times)".formatted(getMessage(), tries), advice);
        told.initCause(this);
        return told;
    }

    public Kind kind() {
        return kind;
    }

    Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the mirror is down, rather than lacking the file. */
    public boolean mirrorDown() {
        return kind == Kind.UNREACHABLE || kind == Kind.TRANSIENT || kind == Kind.TOO_SLOW;
    }

    /** What the user can do; may be empty. */
    public String advice() {
        return advice;
    }
}

package org.imagefactory.netboot;

import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.verify.VerificationException;
import org.jspecify.annotations.Nullable;

/** A mirror is of no use for this build; another one may be. */
final class MirrorException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble a mirror has. */
    enum Reason {
        /** It does not answer, or is overloaded: cached files may be used instead. */
        DOWN,
        /** It works, but lacks a file. */
        MISSING,
        /** It works, but a file is no use, or changes while files are fetched. */
        FAULTY,
        /** What it has does not fit on this host. */
        NO_ROOM,
        /** What it has is not, or not all, what was published. */
        UNVERIFIED
    }

    private final Reason reason;
    private final String advice;
    private final String culprit;

    private MirrorException(
            Reason reason,
            String message,
            String advice,
            String culprit,
            @Nullable Exception cause) {
        super(message, cause);
        this.reason = reason;
        this.advice = advice;
        this.culprit = culprit;
    }

    /** A file cannot be fetched. */
    static MirrorException of(FetchException e, RemoteFile file) {
        return new MirrorException(
                reason(e),
                "cannot download %s: %s".formatted(file, e.getMessage()),
                e.advice(),
                e.mirrorDown() ? file.server() : file.identity(),
                e);
    }

    private static Reason reason(FetchException e) {
        if (e.kind() == FetchException.Kind.NO_ROOM) {
            return Reason.NO_ROOM;
        }
        if (e.kind() == FetchException.Kind.MISSING) {
            return Reason.MISSING;
        }
        return e.mirrorDown() ? Reason.DOWN : Reason.FAULTY;
    }

    /** What to tell if no mirror has anything that fits; empty for other trouble. */
    Optional<HostException> noRoom() {
        @Nullable Throwable cause = reason == Reason.NO_ROOM ? getCause() : null;
        while (cause != null && !(cause instanceof HostException)) {
            cause = cause.getCause();
        }
        return Optional.ofNullable((HostException) cause);
    }

    /**
     * For who asks one mirror alone: what does not fit is this host's trouble, not the mirror's.
     */
    BuildException told() {
        Optional<HostException> host = noRoom();
        return host.isPresent()
                ? host.get()
                : new DownloadException(String.valueOf(getMessage()), advice, this);
    }

    /** A file came whole, but says nothing that can be used. */
    static MirrorException useless(RemoteFile file, String problem, String advice) {
        return new MirrorException(
                Reason.FAULTY,
                "cannot use %s: %s".formatted(file.display(), problem),
                advice,
                file.identity(),
                null);
    }

    /** Files cannot be verified; which of them are wrong is not known. */
    static MirrorException of(VerificationException e) {
        return new MirrorException(
                Reason.UNVERIFIED,
                "the installer cannot be verified: " + e.getMessage(),
                e.advice(),
                "",
                e);
    }

    /** The same failure of a mirror that worked a moment ago: no reason to use cached files. */
    MirrorException afterItWorked() {
        return reason == Reason.DOWN
                ? new MirrorException(
                        Reason.FAULTY, String.valueOf(getMessage()), advice, culprit, this)
                : this;
    }

    Reason reason() {
        return reason;
    }

    /** What the user can do; may be empty. */
    String advice() {
        return advice;
    }

    /** The server or the file that failed, without credentials; empty for all that it has. */
    String culprit() {
        return culprit;
    }
}

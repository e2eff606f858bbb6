package org.imagefactory.netboot;

import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.verify.VerificationException;

/** A mirror is of no use for this build; another one may be. */
final class MirrorException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble a mirror has. */
    enum Reason {
        /** It does not answer, or is overloaded: cached files may be used instead. */
        DOWN,
        /** It works, but a file is missing, or it changes while files are fetched. */
        FAULTY,
        /** What it has is not, or not all, what was published. */
        UNVERIFIED
    }

    private final Reason reason;
    private final String advice;
    private final String culprit;

    private MirrorException(
            Reason reason, String message, String advice, String culprit, Exception cause) {
        super(message, cause);
        this.reason = reason;
        this.advice = advice;
        this.culprit = culprit;
    }

    /** A file cannot be fetched. */
    static MirrorException of(FetchException e, RemoteFile file) {
        return new MirrorException(
                e.mirrorDown() ? Reason.DOWN : Reason.FAULTY,
                "cannot download %s: %s".formatted(file, e.getMessage()),
                e.advice(),
                e.mirrorDown() ? file.server() : file.identity(),
                e);
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

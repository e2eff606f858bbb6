package org.imagefactory.netboot;

import java.util.Optional;
import org.imagefactory.error.DownloadException;

/** What a mirror serves could not be verified. Never means that the mirror is down. */
final class VerificationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String advice;
    private final boolean worthAnotherTry;

    private VerificationException(String problem, String advice, boolean worthAnotherTry) {
        super(problem);
        this.advice = advice;
        this.worthAnotherTry = worthAnotherTry;
    }

    /**
     * The files are not to be trusted.
     *
     * @param problem a sentence that names the file
     */
    static VerificationException of(String problem, String advice) {
        return new VerificationException(problem, advice, false);
    }

    /** Files do not fit together: they may, once the mirror is done with an update. */
    static VerificationException mismatch(String problem) {
        return new VerificationException(
                problem
                        + ": the mirror is being updated or is half-updated, or somebody has changed"
                        + " the file on its way",
                "try again later, or use another mirror",
                true);
    }

    /** What the user can do. */
    String advice() {
        return advice;
    }

    /** Whether fetching everything again, from the start, may help. */
    boolean worthAnotherTry() {
        return worthAnotherTry;
    }

    /**
     * The failure of the whole build.
     *
     * @param lastGood what the cache still has; empty if it has nothing that was verified
     */
    DownloadException toBuildException(Optional<CacheSet> lastGood) {
        String kept =
                lastGood.filter(set -> set.proof().level() != Proof.Level.NONE)
                        .map(set -> "\n" + set.describe())
                        .orElse("");
        return new DownloadException(
                "the installer cannot be verified: " + getMessage() + kept, advice, this);
    }
}

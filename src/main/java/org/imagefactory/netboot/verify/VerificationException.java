package org.imagefactory.netboot.verify;

/** What a mirror serves could not be verified. Never means that the mirror is down. */
public final class VerificationException extends Exception {

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
    public static VerificationException of(String problem, String advice) {
        return new VerificationException(problem, advice, false);
    }

    /** Files do not fit together: they may, once the mirror is done with an update. */
    public static VerificationException mismatch(String problem) {
        return new VerificationException(
                problem
                        + ": the mirror is being updated or is half-updated, or somebody has changed"
                        + " the file on its way",
                "try again later, or use another mirror",
                true);
    }

    /** Whether fetching everything again, from the start, may help. */
    public boolean worthAnotherTry() {
        return worthAnotherTry;
    }

    /** What the user can do. */
    public String advice() {
        return advice;
    }
}

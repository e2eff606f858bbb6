package org.imagefactory.error;

/** A time limit was reached. */
public final class TimeLimitException extends BuildException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     */
    public TimeLimitException(String message, String advice) {
        super(ExitStatus.TIME_LIMIT, message, advice);
    }

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     * @param cause the failure underneath, for the log
     */
    public TimeLimitException(String message, String advice, Throwable cause) {
        super(ExitStatus.TIME_LIMIT, message, advice, cause);
    }
}

package org.imagefactory.error;

/** The command line is wrong. */
public final class UsageException extends BuildException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     */
    public UsageException(String message, String advice) {
        super(ExitStatus.USAGE, message, advice);
    }

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     * @param cause the failure underneath, for the log
     */
    public UsageException(String message, String advice, Throwable cause) {
        super(ExitStatus.USAGE, message, advice, cause);
    }
}

package org.imagefactory.error;

/** A command of the user failed. */
public final class HookException extends BuildException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     */
    public HookException(String message, String advice) {
        super(ExitStatus.HOOK, message, advice);
    }

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     * @param cause the failure underneath, for the log
     */
    public HookException(String message, String advice, Throwable cause) {
        super(ExitStatus.HOOK, message, advice, cause);
    }
}

package org.imagefactory.error;

/** This host lacks something: a program, disk space, memory, access, an idle lock. */
public final class HostException extends BuildException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     */
    public HostException(String message, String advice) {
        super(ExitStatus.HOST, message, advice);
    }

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     * @param cause the failure underneath, for the log
     */
    public HostException(String message, String advice, Throwable cause) {
        super(ExitStatus.HOST, message, advice, cause);
    }
}

package org.imagefactory.error;

/** The installation in the virtual machine failed. */
public final class InstallationException extends BuildException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     */
    public InstallationException(String message, String advice) {
        super(ExitStatus.INSTALLATION, message, advice);
    }

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     * @param cause the failure underneath, for the log
     */
    public InstallationException(String message, String advice, Throwable cause) {
        super(ExitStatus.INSTALLATION, message, advice, cause);
    }
}

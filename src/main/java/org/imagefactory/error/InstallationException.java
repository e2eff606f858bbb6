package org.imagefactory.error;

/** The installation in the virtual machine failed. */
public final class InstallationException extends BuildException {

    private static final long serialVersionUID = 1L;

    private final boolean literal;

    private InstallationException(String message) {
        super(ExitStatus.INSTALLATION, message, "");
        literal = true;
    }

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     */
    public InstallationException(String message, String advice) {
        super(ExitStatus.INSTALLATION, message, advice);
        literal = false;
    }

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     * @param cause the failure underneath, for the log
     */
    public InstallationException(String message, String advice, Throwable cause) {
        super(ExitStatus.INSTALLATION, message, advice, cause);
        literal = false;
    }

    /** One that was asked for, of exactly this text, whatever is in it. */
    public static InstallationException literally(String message) {
        return new InstallationException(message);
    }

    /** Whether nothing is to be made of the message but what it is. */
    public boolean isLiteral() {
        return literal;
    }
}

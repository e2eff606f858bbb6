package org.imagefactory.error;

/** The installed disk is not what it should be. */
public final class ImageCheckException extends BuildException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     */
    public ImageCheckException(String message, String advice) {
        super(ExitStatus.IMAGE_CHECK, message, advice);
    }

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     * @param cause the failure underneath, for the log
     */
    public ImageCheckException(String message, String advice, Throwable cause) {
        super(ExitStatus.IMAGE_CHECK, message, advice, cause);
    }
}

package org.imagefactory.error;

/** An upload failed. */
public final class UploadException extends BuildException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     */
    public UploadException(String message, String advice) {
        super(ExitStatus.UPLOAD, message, advice);
    }

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     * @param cause the failure underneath, for the log
     */
    public UploadException(String message, String advice, Throwable cause) {
        super(ExitStatus.UPLOAD, message, advice, cause);
    }
}

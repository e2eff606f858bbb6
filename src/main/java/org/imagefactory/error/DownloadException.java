package org.imagefactory.error;

/** A file could not be fetched or is not what it should be. */
public final class DownloadException extends BuildException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     */
    public DownloadException(String message, String advice) {
        super(ExitStatus.DOWNLOAD, message, advice);
    }

    /**
     * @param message what was being done and what went wrong
     * @param advice what to do next; may be empty
     * @param cause the failure underneath, for the log
     */
    public DownloadException(String message, String advice, Throwable cause) {
        super(ExitStatus.DOWNLOAD, message, advice, cause);
    }
}

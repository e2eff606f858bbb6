package org.imagefactory.exec;

/**
 * A command could not be run to success. Checked, and not a {@code BuildException}: only the caller
 * knows whether a failing program means a broken host, a broken image or a broken upload.
 */
public abstract sealed class CommandException extends Exception
        permits CommandFailedException,
                MissingProgramException,
                CommandStartException,
                CommandTimeoutException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}

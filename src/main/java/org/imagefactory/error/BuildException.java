package org.imagefactory.error;

import java.util.Optional;

/**
 * An expected failure, told to the user without a stack trace.
 *
 * <p>The message says what was being done and what went wrong; the advice says what to do next. A
 * subclass stands for whose fault it is and so for the exit status.
 */
public abstract sealed class BuildException extends Exception
        permits UsageException,
                ConfigurationException,
                HostException,
                DownloadException,
                InstallationException,
                TimeLimitException,
                ImageCheckException,
                UploadException,
                HookException {

    private static final long serialVersionUID = 1L;

    private final ExitStatus exitStatus;
    private final String advice;

    BuildException(ExitStatus exitStatus, String message, String advice, Throwable cause) {
        super(message, cause);
        this.exitStatus = exitStatus;
        this.advice = advice;
    }

    BuildException(ExitStatus exitStatus, String message, String advice) {
        super(message);
        this.exitStatus = exitStatus;
        this.advice = advice;
    }

    /** The status that the program exits with because of this failure. */
    public final ExitStatus exitStatus() {
        return exitStatus;
    }

    /** What the user can do about it; empty where the message already says it. */
    public final Optional<String> advice() {
        return advice.isEmpty() ? Optional.empty() : Optional.of(advice);
    }
}

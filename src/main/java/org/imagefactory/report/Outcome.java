package org.imagefactory.report;

import java.util.List;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.PrintableText;

/**
 * How a build ended.
 *
 * @param status of the program, if this were its only build
 * @param message what went wrong, or why nothing was to be done; empty if all was done
 * @param advice what to do about it; may be empty
 */
public record Outcome(ExitStatus status, String message, String advice) {

    /** Servers, programs and guests have their say in messages. */
    public Outcome {
        message = PrintableText.lines(message);
        advice = PrintableText.lines(advice);
    }

    /** Everything was done. */
    public static final Outcome SUCCESS = new Outcome(ExitStatus.DONE, "", "");

    private static final List<ExitStatus> SIGNALS =
            List.of(ExitStatus.HANGUP, ExitStatus.INTERRUPTED, ExitStatus.TERMINATED);

    /** How Java says that, by the same error as of a full memory. */
    private static final String NO_THREAD = "native thread";

    /** What nobody expected: a full memory is the host's, anything else a bug. */
    public static Outcome unexpected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError
                    && String.valueOf(cause.getMessage()).contains(NO_THREAD)) {
                return new Outcome(
                        ExitStatus.HOST,
                        "this host lets the program start no more threads",
                        "raise the limit of processes of this user (ulimit -u, TasksMax of the"
                                + " unit), or end some of its processes");
            }
            if (cause instanceof OutOfMemoryError) {
                return new Outcome(
                        ExitStatus.HOST,
                        "the program's own memory is full: " + cause.getMessage(),
                        "something that was read is far larger than usual; if you trust it, give"
                                + " the program more: IMAGE_FACTORY_HEAP=512m");
            }
        }
        return new Outcome(ExitStatus.BUG, String.valueOf(failure), "please report this");
    }

    /** There was nothing to do, and this is why. */
    public static Outcome unchanged(String reason) {
        return new Outcome(ExitStatus.DONE, reason, "");
    }

    /** Whether there was nothing to do: the image of an earlier build is still good. */
    public boolean unchanged() {
        return succeeded() && !message.isEmpty();
    }

    /** Whether an image was published and every upload and hook ran, now or by an earlier build. */
    public boolean succeeded() {
        return status == ExitStatus.DONE;
    }

    /** Whether somebody stopped it. */
    public boolean cancelled() {
        return SIGNALS.contains(status);
    }

    /** The same end, with one more line of advice. */
    public Outcome advising(String line) {
        return new Outcome(status, message, advice.isEmpty() ? line : advice + "\n" + line);
    }

    /** One word for the report. */
    public String word() {
        if (succeeded()) {
            return unchanged() ? "unchanged" : "success";
        }
        return cancelled() ? "cancelled" : "failure";
    }
}

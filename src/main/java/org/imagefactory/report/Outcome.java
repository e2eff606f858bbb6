package org.imagefactory.report;

import java.util.List;
import org.imagefactory.error.ExitStatus;

/**
 * How a build ended.
 *
 * @param status of the program, if this were its only build
 * @param message what went wrong; empty on success
 * @param advice what to do about it; may be empty
 */
public record Outcome(ExitStatus status, String message, String advice) {

    /** Everything was done. */
    public static final Outcome SUCCESS = new Outcome(ExitStatus.DONE, "", "");

    private static final List<ExitStatus> SIGNALS =
            List.of(ExitStatus.HANGUP, ExitStatus.INTERRUPTED, ExitStatus.TERMINATED);

    /** Whether an image was published and every upload and hook ran. */
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
            return "success";
        }
        return cancelled() ? "cancelled" : "failure";
    }
}

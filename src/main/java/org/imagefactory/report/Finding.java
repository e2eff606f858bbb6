package org.imagefactory.report;

import org.imagefactory.error.ExitStatus;
import org.imagefactory.spec.Description;

/**
 * What one look at the configuration or the host found.
 *
 * @param severity how bad it is
 * @param category the exit status of a build that an error stops; {@code DONE} for the others
 * @param where {@code file:line}, the option or the default behind it; may be empty
 * @param text what was found
 * @param advice what to do about it; may be empty
 */
public record Finding(
        Severity severity, ExitStatus category, String where, String text, String advice) {

    /** How bad a finding is. */
    public enum Severity {
        /** As it should be. */
        OK,
        /** Worth knowing. */
        NOTE,
        /** A build may fail or take long. */
        WARNING,
        /** A build cannot succeed. */
        ERROR
    }

    public static Finding ok(String text) {
        return new Finding(Severity.OK, ExitStatus.DONE, "", text, "");
    }

    public static Finding note(String text) {
        return new Finding(Severity.NOTE, ExitStatus.DONE, "", text, "");
    }

    public static Finding warning(String text, String advice) {
        return new Finding(Severity.WARNING, ExitStatus.DONE, "", text, advice);
    }

    public static Finding warning(String where, String text, String advice) {
        return new Finding(Severity.WARNING, ExitStatus.DONE, where, text, advice);
    }

    public static Finding hostError(String text, String advice) {
        return new Finding(Severity.ERROR, ExitStatus.HOST, "", text, advice);
    }

    public static Finding configurationError(String where, String text, String advice) {
        return new Finding(Severity.ERROR, ExitStatus.CONFIGURATION, where, text, advice);
    }

    /** The same in the words of those who asked for the image. */
    public Finding told(Description description) {
        return new Finding(
                severity,
                category,
                description.tell(where),
                description.tell(text),
                description.tell(advice));
    }

    /** Whether a build cannot succeed because of it. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return where.isEmpty() ? text : where + ": " + text;
    }
}

package org.imagefactory.lifecycle;

import java.io.IOException;
import java.util.stream.Collectors;
import org.imagefactory.error.BuildException;
import org.imagefactory.tdl.InvalidTemplateException;

/** What a record says about a failure: one sentence, never a stack trace. */
final class Sentence {

    /** Who wants to read more reads the log. */
    private static final int LONGEST = 16_384;

    private Sentence() {}

    /** With what to do about it. */
    static String of(BuildException failure) {
        return bounded(
                text(failure) + failure.advice().map(advice -> "; " + oneLine(advice)).orElse(""));
    }

    static String of(InvalidTemplateException failure) {
        return bounded(String.valueOf(failure.getMessage()));
    }

    static String of(IOException failure) {
        return bounded(
                "a file cannot be read or written: %s (%s)"
                        .formatted(failure.getMessage(), failure.getClass().getSimpleName()));
    }

    /** Of what should not happen. */
    static String ofBug(Throwable bug) {
        return "a bug in this program (%s); the log tells more, please report it"
                .formatted(bug.getClass().getSimpleName());
    }

    private static String text(BuildException failure) {
        return oneLine(String.valueOf(failure.getMessage()));
    }

    private static String oneLine(String text) {
        return text.indexOf('\n') < 0
                ? text
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("; "));
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }
}

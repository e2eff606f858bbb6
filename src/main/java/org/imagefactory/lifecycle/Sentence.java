package org.imagefactory.lifecycle;

import java.io.IOException;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.InstallationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.files.ForeignFileException;
import org.imagefactory.store.ImageStore;
import org.imagefactory.tdl.InvalidTemplateException;

/** What a record says about a failure: one sentence, never a stack trace. */
final class Sentence {

    /** Who wants to read more reads the log. */
    private static final int LONGEST = 16_384;

    private Sentence() {}

    /** With what to do about it. What the mocks are told to say stays as it is. */
    static String of(BuildException failure) {
        if (failure instanceof InstallationException asked && asked.isLiteral()) {
            return bounded(String.valueOf(failure.getMessage()));
        }
        return bounded(
                text(failure)
                        + failure.advice()
                                .map(advice -> "; " + PrintableText.joined(advice))
                                .orElse(""));
    }

    static String of(InvalidTemplateException failure) {
        return bounded(String.valueOf(failure.getMessage()));
    }

    /**
     * @param store has the file, where the failure does not name it
     */
    static String of(IOException failure, ImageStore store) {
        if (failure instanceof ForeignFileException foreign) {
            return bounded("%s; %s".formatted(foreign.getMessage(), foreign.advice()));
        }
        String named = FileReason.withPath(failure);
        String reason = FileReason.of(failure);
        return bounded(
                named.equals(reason)
                        ? "the store %s cannot be read or written: %s"
                                .formatted(store.folder(), reason)
                        : "a file cannot be read or written: " + named);
    }

    /** Of what should not happen. */
    static String ofBug(Throwable bug) {
        return "a bug in this program (%s); the log tells more, please report it"
                .formatted(bug.getClass().getSimpleName());
    }

    private static String text(BuildException failure) {
        return PrintableText.joined(String.valueOf(failure.getMessage()));
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }
}

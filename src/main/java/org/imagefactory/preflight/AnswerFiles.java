package org.imagefactory.preflight;

import org.imagefactory.spec.AnswerFile;

/** How findings speak of answer files. */
final class AnswerFiles {

    private AnswerFiles() {}

    /** {@code preseed file}, … */
    static String describe(AnswerFile answers) {
        return answers.kind().title();
    }
}

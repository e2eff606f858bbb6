package org.imagefactory.preflight;

import java.util.Optional;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Setting;

/** How findings speak of answer files. */
final class AnswerFiles {

    private AnswerFiles() {}

    /** {@code preseed file}, … */
    static String describe(AnswerFile answers) {
        return answers.kind().title();
    }

    /** Where the configuration names it; empty if that is not known. */
    static String origin(ImageSpec spec, AnswerFile answers) {
        return Optional.ofNullable(spec.settings().get(answers.kind().key()))
                .map(Setting::origin)
                .orElse("");
    }
}

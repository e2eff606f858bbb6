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
        return switch (answers.kind()) {
            case PRESEED -> "preseed file";
            case KICKSTART -> "kickstart file";
            case AUTOYAST -> "AutoYaST file";
        };
    }

    /** Where the configuration names it; empty if that is not known. */
    static String origin(ImageSpec spec, AnswerFile answers) {
        String key =
                switch (answers.kind()) {
                    case PRESEED -> "preseed";
                    case KICKSTART -> "kickstart";
                    case AUTOYAST -> "yast";
                };
        return Optional.ofNullable(spec.settings().get(key)).map(Setting::origin).orElse("");
    }
}

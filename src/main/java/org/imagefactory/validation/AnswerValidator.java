package org.imagefactory.validation;

import java.util.List;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;

/** Knows the rules of one kind of answer file. */
@FunctionalInterface
public interface AnswerValidator {

    /**
     * @param text what the installer would get
     * @param spec tells release, firmware and the like
     */
    List<Complaint> look(String text, ImageSpec spec);

    /** Who knows the rules of a kind. */
    static AnswerValidator of(AnswerFile.Kind kind) {
        return switch (kind) {
            case PRESEED -> (text, spec) -> List.of();
            case KICKSTART -> new KickstartValidator();
            case AUTOYAST -> new AutoyastValidator();
            case AUTOINSTALL -> new AutoinstallValidator();
            case AGAMA -> new AgamaValidator();
        };
    }
}

package org.imagefactory.validation;

import java.util.List;
import org.imagefactory.spec.AnswerFile;

/** Finds the shell scripts in an answer file. */
public final class EmbeddedScripts {

    private EmbeddedScripts() {}

    /** All of them, in the order of the file; of other languages none. */
    public static List<EmbeddedScript> in(AnswerFile.Kind kind, String text) {
        return switch (kind) {
            case PRESEED -> PreseedScripts.in(text);
            case KICKSTART -> KickstartScripts.in(text);
            case AUTOYAST -> AutoyastScripts.in(text);
            case AUTOINSTALL -> AutoinstallScripts.in(text);
            case AGAMA -> AgamaScripts.in(text);
        };
    }
}

package org.imagefactory.validation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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

    /** Who knows the rules of a kind, and of the scripts in it. */
    static AnswerValidator of(AnswerFile.Kind kind) {
        return (text, spec) ->
                Stream.concat(
                                rules(kind).look(text, spec).stream(),
                                ScriptDisks.look(EmbeddedScripts.in(kind, text)).stream())
                        .sorted(Comparator.comparingInt(Complaint::line))
                        .toList();
    }

    private static AnswerValidator rules(AnswerFile.Kind kind) {
        return switch (kind) {
            case PRESEED -> new PreseedValidator();
            case KICKSTART -> new KickstartValidator();
            case AUTOYAST -> new AutoyastValidator();
            case AUTOINSTALL -> new AutoinstallValidator();
            case AGAMA -> new AgamaValidator();
        };
    }
}

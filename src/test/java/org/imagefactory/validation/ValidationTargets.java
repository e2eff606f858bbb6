package org.imagefactory.validation;

import java.util.List;
import java.util.Optional;
import org.imagefactory.fuzz.Targets;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.Specs;

/** Entries for the fuzzer. */
public final class ValidationTargets {

    private static final ImageSpec SPEC =
            Specs.spec(Specs.NETBOOT, Optional.empty(), "", Specs.machine(), Specs.anHour());

    private ValidationTargets() {}

    public static void kickstart(byte[] bytes) {
        look(AnswerFile.Kind.KICKSTART, bytes);
    }

    public static void preseed(byte[] bytes) {
        look(AnswerFile.Kind.PRESEED, bytes);
    }

    public static void xml(byte[] bytes) {
        look(AnswerFile.Kind.AUTOYAST, bytes);
    }

    public static void yaml(byte[] bytes) {
        look(AnswerFile.Kind.AUTOINSTALL, bytes);
    }

    public static void json(byte[] bytes) {
        look(AnswerFile.Kind.AGAMA, bytes);
    }

    private static void look(AnswerFile.Kind kind, byte[] bytes) {
        String text = Targets.text(bytes);
        for (Complaint complaint : AnswerValidator.of(kind).look(text, SPEC)) {
            if (complaint.toString().isEmpty()) {
                throw new IllegalStateException("a complaint without words");
            }
        }
        List<EmbeddedScript> scripts = EmbeddedScripts.in(kind, text);
        scripts.forEach(GrubSettings::in);
    }
}

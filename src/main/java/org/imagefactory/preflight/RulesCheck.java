package org.imagefactory.preflight;

import java.util.List;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Rules;

/** The rules across the fields of a specification, whoever made it. */
final class RulesCheck implements Check {

    @Override
    public List<Finding> look(ImageSpec spec) {
        return Rules.check(spec).stream()
                .map(
                        broken ->
                                Finding.configurationError(
                                        broken.field().place(), broken.text(), ""))
                .toList();
    }
}

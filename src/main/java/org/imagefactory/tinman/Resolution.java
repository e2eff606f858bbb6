package org.imagefactory.tinman;

import java.util.List;
import org.imagefactory.config.Effective;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.ImageSpec;

/**
 * What a template resolves to.
 *
 * @param section of the configuration that serves it
 * @param spec of the image, without what the template has done in the booted system
 * @param description what the specification is spoken of with
 * @param values of all keys and variables, with their origins
 * @param warnings what has no effect, or one that nobody may expect
 */
public record Resolution(
        String section,
        ImageSpec spec,
        Description description,
        Effective values,
        List<String> warnings) {

    public Resolution {
        warnings = List.copyOf(warnings);
    }
}

package org.imagefactory.config;

import java.util.List;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.ImageSpec;

/**
 * What the configuration says about an image.
 *
 * @param spec of the build
 * @param description what it calls the parts of the specification, and where they are said
 * @param log of the build
 * @param warnings what is probably a mistake
 */
public record Reading(
        ImageSpec spec, Description description, LogSettings log, List<Problem> warnings) {

    public Reading {
        warnings = List.copyOf(warnings);
    }
}

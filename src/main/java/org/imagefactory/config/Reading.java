package org.imagefactory.config;

import java.util.List;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.ImageSpec;

/**
 * What the configuration says about an image.
 *
 * @param spec of the build
 * @param log of the build
 * @param warnings what is probably a mistake
 */
public record Reading(ImageSpec spec, LogSettings log, List<Problem> warnings) {

    public Reading {
        warnings = List.copyOf(warnings);
    }
}

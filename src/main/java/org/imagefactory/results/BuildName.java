package org.imagefactory.results;

import java.util.Locale;
import java.util.Map;
import org.imagefactory.spec.ImageName;

/**
 * The name of one build among all builds of an image.
 *
 * @param image being built
 * @param property what tells its builds apart, in a word; {@link ResultNames} decides
 * @param value of the property, for this build
 * @param base what the names of all its files begin with, before a dot
 */
public record BuildName(ImageName image, String property, String value, String base) {

    /** A name where it makes no difference, since no build has it. */
    public static BuildName none(ImageName image) {
        return new BuildName(image, "none", "none", image + "-none");
    }

    /** The environment variable that tells the user's commands of the property. */
    public Map<String, String> variables() {
        return Map.of("IMAGE_FACTORY_" + property.toUpperCase(Locale.ROOT), value);
    }
}

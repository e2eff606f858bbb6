package org.imagefactory.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.imagefactory.error.ConfigurationException;

/** Tells that an image is not configured, and what may have been meant. */
final class MissingImage {

    private MissingImage() {}

    static ConfigurationException exception(Layers layers, String image) {
        Configuration configuration = layers.configuration();
        if (configuration.files().isEmpty()) {
            return new ConfigurationException(
                    "no configuration file: " + paths(configuration.candidates()),
                    "write one of them, or name another in IMAGE_FACTORY_CONFIG");
        }
        String message =
                "no image '%s': no such section in %s%s"
                        .formatted(
                                image,
                                paths(configuration.files()),
                                Suggestions.hint(image, layers.images()));
        return new ConfigurationException(message, "image-factory list tells all images");
    }

    private static String paths(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}

package org.imagefactory.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Setting;

/** The images of the distributed configuration, as a table for people. */
final class ShippedImages {

    private ShippedImages() {}

    static String markdown() {
        StringBuilder table = new StringBuilder();
        table.append("| image | installer | verified by | updates end | tested |\n");
        table.append("|---|---|---|---|---|\n");
        try {
            Layers layers =
                    new Layers(
                            Configuration.load(List.of(Path.of("conf/image-factory.conf"))),
                            List.of());
            SpecReader reader = new SpecReader(layers, Fixture.USER);
            for (String image : layers.images()) {
                Reading reading = reader.read(image);
                ImageSpec spec = reading.spec();
                table.append(
                        "| %s | %s | %s | %s | %s |%n"
                                .formatted(
                                        image,
                                        installer(spec),
                                        proof(spec),
                                        value(reading, SystemKeys.EOL),
                                        value(reading, SystemKeys.TESTED)));
            }
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
        return table.toString();
    }

    private static String installer(ImageSpec spec) {
        String kind = spec.answerFile().map(AnswerFile::kind).map(Choice::name).orElse("");
        return kind + (spec.installer().bootPaths().isPresent() ? ", from an ISO" : "");
    }

    private static String proof(ImageSpec spec) {
        return switch (spec.verification().means(spec.installer())) {
            case RELEASE -> "signed release";
            case DETACHED_SIGNATURE, CLEAR_SIGNED_LIST -> "signed checksums";
            case LIST -> "checksums";
            case PINS -> "pinned digests";
            case NOTHING -> "nothing";
        };
    }

    private static String value(Reading reading, Key<?> key) {
        return Optional.ofNullable(reading.description().settings().get(key.name()))
                .map(Setting::value)
                .orElse("");
    }
}

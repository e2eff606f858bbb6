package org.imagefactory.manifest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.imagefactory.results.BuildName;
import org.imagefactory.spec.Sha256;

/**
 * What a bill of materials is about, and who wrote it.
 *
 * @param build that made the image
 * @param builder name and version of the program that writes the bill, with a blank between them
 * @param created when it does, to the second
 */
public record BomSubject(BuildName build, String builder, Instant created) {

    public BomSubject {
        created = created.truncatedTo(ChronoUnit.SECONDS);
    }

    String builderName() {
        int blank = builder.indexOf(' ');
        return blank < 0 ? builder : builder.substring(0, blank);
    }

    String builderVersion() {
        return builder.substring(builder.indexOf(' ') + 1);
    }

    /** Depends on the content alone: the same build makes the same bill, byte for byte. */
    UUID identifier(String format, Inventory inventory) {
        StringBuilder text = new StringBuilder();
        add(text, format);
        add(text, build.base());
        add(text, builder);
        add(text, created.toString());
        add(text, inventory.distribution().toString());
        inventory.packages().forEach(installed -> add(text, installed.toString()));
        return UUID.nameUUIDFromBytes(Sha256.of(text.toString()).bytes());
    }

    private static void add(StringBuilder text, String part) {
        text.append(part).append('\0');
    }
}

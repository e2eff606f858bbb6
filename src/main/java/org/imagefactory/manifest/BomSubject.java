package org.imagefactory.manifest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.imagefactory.spec.ImageName;

/**
 * What a bill of materials is about, and who wrote it.
 *
 * @param image name of the image
 * @param date of its build
 * @param builder name and version of the program that writes the bill, with a blank between them
 * @param created when it does, to the second
 */
public record BomSubject(ImageName image, LocalDate date, String builder, Instant created) {

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
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, format);
            update(digest, image + "-" + date);
            update(digest, builder);
            update(digest, created.toString());
            update(digest, inventory.distribution().toString());
            inventory.packages().forEach(installed -> update(digest, installed.toString()));
            return UUID.nameUUIDFromBytes(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every Java has it
        }
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}

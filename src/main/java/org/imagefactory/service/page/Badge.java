package org.imagefactory.service.page;

import java.util.Locale;
import java.util.Map;
import org.imagefactory.store.ImageStatus;

/** How the status of an image is shown: a word, and a shape for those who do not see its colour. */
final class Badge {

    private Badge() {}

    static Map<String, Object> of(ImageStatus status) {
        return Map.of(
                "status", status.name(),
                "word", word(status),
                "state", state(status),
                "good", state(status).equals("good"),
                "bad", state(status).equals("bad"),
                "busy", state(status).equals("busy"),
                "idle", state(status).equals("idle"));
    }

    /** What decides about the colour. */
    private static String state(ImageStatus status) {
        return switch (status) {
            case COMPLETE -> "good";
            case FAILED, DELETEFAILED -> "bad";
            case BUILDING, DELETING -> "busy";
            case NEW, PENDING, DELETED -> "idle";
        };
    }

    private static String word(ImageStatus status) {
        return switch (status) {
            case PENDING -> "waiting";
            case DELETING -> "being deleted";
            case DELETEFAILED -> "not deleted";
            default -> status.name().toLowerCase(Locale.ROOT);
        };
    }
}

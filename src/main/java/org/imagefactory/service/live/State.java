package org.imagefactory.service.live;

import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.json.Json;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.jspecify.annotations.Nullable;

/**
 * What followers are told of an image.
 *
 * @param type such as {@code base_image}
 * @param error empty unless it failed
 */
record State(
        String id, String type, ImageStatus status, String activity, String error, int percent) {

    static State of(ImageRecord record) {
        return new State(
                record.id().text(),
                record.type().word(),
                record.status(),
                record.activity(),
                record.error().orElse(""),
                record.percent());
    }

    /** Whether something is still to happen. */
    boolean isOpen() {
        return !status.isFinal();
    }

    /** Of an image that is nowhere any more. */
    State gone() {
        return new State(id, type, ImageStatus.DELETED, activity, error, percent);
    }

    /**
     * The events that tell what is other than before.
     *
     * @param before null if nothing was told
     */
    String since(@Nullable State before) {
        if (before == null || before.status != status || !before.error.equals(error)) {
            return event("status");
        }
        return (before.activity.equals(activity) ? "" : event("step"))
                + (before.percent == percent ? "" : event("percent"));
    }

    /** One event with all of it, whatever its name. */
    String event(String name) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", id);
        data.put("type", type);
        data.put("status", status.name());
        data.put("activity", activity);
        data.put("error", error.isEmpty() ? null : error);
        data.put("percent_complete", percent);
        return "event: %s\ndata: %s\n\n".formatted(name, Json.line(data));
    }
}

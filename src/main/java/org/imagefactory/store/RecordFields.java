package org.imagefactory.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of records: which there are, and what values they may have. */
final class RecordFields {

    static final String TARGET = "target";
    static final String PROVIDER = "provider";
    static final String ON_PROVIDER = "identifier_on_provider";
    static final String ACCOUNT = "provider_account_identifier";

    /** The keys that each record has and others are shown, in their order. */
    static final List<String> COMMON =
            List.of(
                    "identifier",
                    "data",
                    "template",
                    "icicle",
                    "status",
                    "status_detail",
                    "percent_complete",
                    "parameters",
                    "properties");

    /** Those that may be very long. */
    static final Set<String> DOCUMENTS = Set.of("template", "icicle");

    private RecordFields() {}

    /** The further keys of a type, in their order. */
    static List<String> special(ImageType type) {
        return switch (type) {
            case BASE -> List.of();
            case TARGET -> List.of("base_image_id", TARGET);
            case PROVIDER -> List.of("target_image_id", PROVIDER, ON_PROVIDER, ACCOUNT);
        };
    }

    /** Further keys that are stored, but not shown: the original's images have none of these. */
    static List<String> hidden(ImageType type) {
        return type == ImageType.PROVIDER ? List.of(TARGET) : List.of();
    }

    static ImageId id(Map<String, @Nullable Object> fields) throws DamagedRecordException {
        return text(fields, "identifier")
                .flatMap(ImageId::parse)
                .orElseThrow(() -> new DamagedRecordException("its identifier is not a UUID"));
    }

    static ImageType type(Map<String, @Nullable Object> fields) throws DamagedRecordException {
        return text(fields, "type")
                .flatMap(ImageType::ofRecord)
                .orElseThrow(
                        () ->
                                new DamagedRecordException(
                                        "its type is none of BaseImage, TargetImage,"
                                                + " ProviderImage"));
    }

    static ImageStatus status(Map<String, @Nullable Object> fields) throws DamagedRecordException {
        if (fields.get("status") == null) {
            return ImageStatus.NEW; // an absent key reads as null: nobody has said anything
        }
        try {
            return ImageStatus.valueOf(text(fields, "status").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new DamagedRecordException("its status is unknown");
        }
    }

    /** A whole number within bounds, whatever was written. */
    static int percent(Map<String, @Nullable Object> fields, String key)
            throws DamagedRecordException {
        Object value = fields.get(key);
        if (value == null) {
            return 0;
        }
        if (value instanceof Number number) {
            return Math.max(0, Math.min(100, number.intValue()));
        }
        throw new DamagedRecordException("its " + key + " is not a number");
    }

    /** Requires that the other fields are what they are read as, or are not there. */
    static void check(Map<String, @Nullable Object> fields, ImageType type)
            throws DamagedRecordException {
        for (String key : List.of("status_detail", "parameters", "properties")) {
            require(key, "an object", fields.get(key), Map.class);
        }
        require("template", "text", fields.get("template"), String.class);
        require("icicle", "text", fields.get("icicle"), String.class);
        List<String> texts = new ArrayList<>(special(type));
        texts.addAll(hidden(type));
        for (String key : texts) {
            require(key, "text", fields.get(key), String.class);
        }
    }

    private static void require(String key, String what, @Nullable Object value, Class<?> type)
            throws DamagedRecordException {
        if (value != null && !type.isInstance(value)) {
            throw new DamagedRecordException("its %s is not %s".formatted(key, what));
        }
    }

    static Optional<String> text(Map<String, @Nullable Object> fields, String key) {
        return fields.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Empty if there is none. */
    static Map<String, @Nullable Object> object(Map<String, @Nullable Object> fields, String key) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (fields.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
        }
        return object;
    }

    static Map<String, @Nullable Object> plus(
            Map<String, @Nullable Object> fields, String key, @Nullable Object value) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
        all.put(key, value);
        return all;
    }

    static Map<String, @Nullable Object> detail(String activity, Optional<String> error) {
        Map<String, @Nullable Object> detail = new LinkedHashMap<>();
        detail.put("activity", activity);
        detail.put("error", error.orElse(null));
        return detail;
    }
}

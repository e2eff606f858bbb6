package org.imagefactory.aeolus.remote;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.json.Json;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/**
 * An image as a service shows it.
 *
 * @param fields those of its interface
 * @param data where its data is
 */
public record RemoteImage(ImageType type, Map<String, @Nullable Object> fields, String data) {

    /** Its path on the service. */
    public static String path(ImageType type, String id) {
        return type.collection() + "/" + id;
    }

    /** Of what a service answers; empty if that is no image. */
    public static Optional<RemoteImage> of(
            Map<String, @Nullable Object> answer, ImageType type, Service service) {
        if (!(answer.get(type.word()) instanceof Map<?, ?> inner)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> fields = object(inner);
        RemoteImage image = new RemoteImage(type, fields, "");
        return ImageId.parse(image.text("id").orElse(""))
                .map(
                        id ->
                                new RemoteImage(
                                        type,
                                        fields,
                                        service.address(path(type, id.text()) + "/raw_image")));
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> object.put(String.valueOf(name), inner));
        }
        return object;
    }

    private Optional<String> text(String name) {
        return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public ImageId id() {
        return ImageId.parse(text("id").orElse("")).orElseThrow();
    }

    /** Its path on the service. */
    public String path() {
        return path(type, id().text());
    }

    /** NEW for a word that is none. */
    public ImageStatus status() {
        for (ImageStatus status : ImageStatus.values()) {
            if (status.name().equals(fields.get("status"))) {
                return status;
            }
        }
        return ImageStatus.NEW;
    }

    /** Why it failed. */
    public Optional<String> error() {
        return object(fields.get("status_detail")).get("error") instanceof String error
                ? Optional.of(error)
                : Optional.empty();
    }

    /** The kind of cloud. */
    public Optional<String> target() {
        return text("target");
    }

    /** The same with a kind of cloud that the service does not tell. */
    public RemoteImage withTarget(String target) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>(fields);
        told.putIfAbsent("target", target);
        return new RemoteImage(type, told, data);
    }

    /** What it is called by the provider. */
    public Optional<String> onProvider() {
        return text("identifier_on_provider");
    }

    /** The image that it is made of. */
    public Optional<String> parent() {
        String key = type.parentKey().orElse("");
        if (text(key).isPresent()) {
            return text(key);
        }
        Object parent = type.parent().map(ImageType::word).map(fields::get).orElse(null);
        return object(parent).get("id") instanceof String id ? Optional.of(id) : Optional.empty();
    }

    /** What tells of its progress, and no more. */
    public ImageRecord record() {
        Object percent = fields.get("percent_complete");
        String activity =
                object(fields.get("status_detail")).get("activity") instanceof String told
                        ? told
                        : "";
        ImageRecord record =
                ImageRecord.create(id(), type, Optional.empty(), Optional.empty(), Map.of())
                        .withStatus(status())
                        .withPercent(
                                percent instanceof Integer number
                                        ? Math.max(0, Math.min(100, number))
                                        : 0);
        return error().map(error -> record.withError(activity, error))
                .orElseGet(() -> record.withActivity(activity));
    }

    /**
     * The keys that imagefactory shows of an image of its own store.
     *
     * @param parameters where the service shows none
     */
    public Map<String, @Nullable Object> shown(Map<String, ? extends @Nullable Object> parameters) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        ImageRecord.keys(type).forEach(key -> shown.put(key, fields.get(key)));
        shown.put("identifier", id().text());
        shown.put("data", data);
        shown.computeIfAbsent("parameters", key -> new LinkedHashMap<>(parameters));
        type.parentKey().ifPresent(key -> shown.put(key, parent().orElse(null)));
        return shown;
    }

    /** Whether it has all these keys with these values. */
    public boolean matches(Map<String, ? extends @Nullable Object> wanted) {
        Map<String, @Nullable Object> all = shown(Map.of());
        all.put("type", type.recordWord());
        target().ifPresent(target -> all.put("target", target)); // of a provider image, not shown
        return wanted.entrySet().stream()
                .allMatch(
                        each ->
                                all.containsKey(each.getKey())
                                        && Json.same(each.getValue(), all.get(each.getKey())));
    }

    /** Without what may be a secret. */
    @Override
    public String toString() {
        return type.recordWord() + " " + id();
    }
}

package org.imagefactory.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image. Immutable; keys that this program does not know are kept as they are.
 */
public final class ImageRecord {

    /** The activity of an image with which nothing has begun. */
    private static final String INITIAL = "Initializing image prior to Cloud/OS customization";

    private static final String STATUS_DETAIL = "status_detail";
    private static final String PERCENT = "percent_complete";
    private static final String PARAMETERS = "parameters";
    private static final String PROPERTIES = "properties";

    private final ImageId id;
    private final ImageType type;
    private final ImageStatus status;
    private final int percent;
    private final Map<String, @Nullable Object> fields;

    private ImageRecord(Map<String, @Nullable Object> fields) throws DamagedRecordException {
        this.fields = Collections.unmodifiableMap(fields);
        this.id = RecordFields.id(fields);
        this.type = RecordFields.type(fields);
        this.status = RecordFields.status(fields);
        this.percent = RecordFields.percent(fields, PERCENT);
        RecordFields.check(fields, type);
    }

    /**
     * A record as it is when nothing has begun.
     *
     * @param parent of another image; empty for a base image
     * @param parameters may hold whatever JSON can, nulls too
     */
    public static ImageRecord create(
            ImageId id,
            ImageType type,
            Optional<String> template,
            Optional<ImageId> parent,
            Map<String, ? extends @Nullable Object> parameters) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("type", type.recordWord());
        fields.put("identifier", id.text());
        fields.put("data", null);
        fields.put("template", template.orElse(null));
        fields.put("icicle", null);
        fields.put("status", ImageStatus.NEW.name());
        fields.put(STATUS_DETAIL, RecordFields.detail(INITIAL, Optional.empty()));
        fields.put(PERCENT, 0);
        fields.put(PARAMETERS, new LinkedHashMap<String, @Nullable Object>(parameters));
        fields.put(PROPERTIES, Map.of());
        RecordFields.special(type).forEach(key -> fields.put(key, null));
        RecordFields.hidden(type).forEach(key -> fields.put(key, null));
        type.parentKey().ifPresent(key -> fields.put(key, parent.map(ImageId::text).orElse(null)));
        try {
            return new ImageRecord(fields);
        } catch (DamagedRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A record as it was written by this program or another.
     *
     * @throws DamagedRecordException a key that must be there is missing or is something else
     */
    static ImageRecord of(Map<String, @Nullable Object> fields) throws DamagedRecordException {
        // Where the body was: it is beside the record now.
        fields.replace("data", null);
        return new ImageRecord(fields);
    }

    public ImageId id() {
        return id;
    }

    public ImageType type() {
        return type;
    }

    public ImageStatus status() {
        return status;
    }

    /** What is or was being done, one line. */
    public String activity() {
        return RecordFields.text(RecordFields.object(fields, STATUS_DETAIL), "activity").orElse("");
    }

    /** Why it failed; empty unless it did. */
    public Optional<String> error() {
        return RecordFields.text(RecordFields.object(fields, STATUS_DETAIL), "error");
    }

    /** The same for logs: on one line, so that none is taken for another entry. */
    public Optional<String> errorLine() {
        return error().map(PrintableText::joined);
    }

    /** From 0 to 100. */
    public int percent() {
        return percent;
    }

    /** The text of the document that the image is made of. */
    public Optional<String> template() {
        return text("template");
    }

    /** The XML text that lists what is installed in the image. */
    public Optional<String> icicle() {
        return text("icicle");
    }

    /** What steers plugins. */
    public Map<String, @Nullable Object> parameters() {
        return RecordFields.object(fields, PARAMETERS);
    }

    public Map<String, @Nullable Object> properties() {
        return RecordFields.object(fields, PROPERTIES);
    }

    /** The image that this one is made of; empty for a base image. */
    public Optional<ImageId> parent() {
        return type.parentKey().flatMap(this::text).flatMap(ImageId::parse);
    }

    /** The kind of cloud; empty for a base image. */
    public Optional<String> target() {
        return text(RecordFields.TARGET);
    }

    /** The definition of the provider, as it was given; only of a provider image. */
    public Optional<String> provider() {
        return text(RecordFields.PROVIDER);
    }

    /** What the image is called there; only of a provider image. */
    public Optional<String> identifierOnProvider() {
        return text(RecordFields.ON_PROVIDER);
    }

    /** Whose it is there; only of a provider image. */
    public Optional<String> accountIdentifier() {
        return text(RecordFields.ACCOUNT);
    }

    /** The same in another status. */
    public ImageRecord withStatus(ImageStatus value) {
        return with("status", value.name());
    }

    /** The same with another activity, and no error. */
    public ImageRecord withActivity(String value) {
        return with(STATUS_DETAIL, RecordFields.detail(value, Optional.empty()));
    }

    /** The same with another activity and an error. */
    public ImageRecord withError(String activity, String error) {
        return with(STATUS_DETAIL, RecordFields.detail(activity, Optional.of(error)));
    }

    /**
     * @param value from 0 to 100
     */
    public ImageRecord withPercent(int value) {
        return with(PERCENT, value);
    }

    public ImageRecord withTemplate(@Nullable String value) {
        return with("template", value);
    }

    public ImageRecord withIcicle(@Nullable String value) {
        return with("icicle", value);
    }

    public ImageRecord withParameter(String name, @Nullable Object value) {
        return with(PARAMETERS, RecordFields.plus(parameters(), name, value));
    }

    public ImageRecord withProperty(String name, @Nullable Object value) {
        return with(PROPERTIES, RecordFields.plus(properties(), name, value));
    }

    public ImageRecord withTarget(String value) {
        return with(RecordFields.TARGET, value);
    }

    public ImageRecord withProvider(String value) {
        return with(RecordFields.PROVIDER, value);
    }

    /** The same as it is after a push. */
    public ImageRecord withPushed(String identifierOnProvider, String accountIdentifier) {
        return with(RecordFields.ON_PROVIDER, identifierOnProvider)
                .with(RecordFields.ACCOUNT, accountIdentifier);
    }

    /** The published keys of images of a type, in their order. */
    public static List<String> keys(ImageType type) {
        List<String> keys = new ArrayList<>(RecordFields.COMMON);
        keys.addAll(RecordFields.special(type));
        return keys;
    }

    /**
     * What others are shown: the published keys of its type in their order, and no others. Absent
     * ones are null or empty objects.
     *
     * @param body its file
     */
    public Map<String, @Nullable Object> toMap(Path body) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        keys(type).forEach(key -> shown.put(key, fields.get(key)));
        shown.put("data", body.toAbsolutePath().toString());
        shown.put(STATUS_DETAIL, RecordFields.object(fields, STATUS_DETAIL));
        shown.put(PERCENT, percent);
        shown.put(PARAMETERS, parameters());
        shown.put(PROPERTIES, properties());
        return shown;
    }

    /** What is written: the type, what others are shown, and whatever else was there. */
    Map<String, @Nullable Object> stored(Path body) {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        stored.put("type", type.recordWord());
        stored.putAll(toMap(body));
        fields.forEach(stored::putIfAbsent);
        return stored;
    }

    /**
     * Whether the record has all these keys with these values, which are compared as JSON is.
     *
     * @param body its file, which is the value of {@code data} whatever was written
     */
    public boolean matches(Map<String, ? extends @Nullable Object> wanted, Path body) {
        return wanted.entrySet().stream()
                .allMatch(
                        entry ->
                                fields.containsKey(entry.getKey())
                                        && Json.same(
                                                entry.getValue(),
                                                entry.getKey().equals("data")
                                                        ? body.toAbsolutePath().toString()
                                                        : fields.get(entry.getKey())));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImageRecord record && fields.equals(record.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Without what may be a secret. */
    @Override
    public String toString() {
        return "%s %s %s".formatted(type.recordWord(), id, status);
    }

    private Optional<String> text(String key) {
        return RecordFields.text(fields, key);
    }

    private ImageRecord with(String key, @Nullable Object value) {
        try {
            return new ImageRecord(RecordFields.plus(fields, key, value));
        } catch (DamagedRecordException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package org.imagefactory.service.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.lifecycle.CallbackAddress;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/**
 * Images as clients see them, field by field as the published interface has them. Passwords are
 * hidden from strangers, credentials and paths from everybody.
 */
final class ImageView {

    private static final String TYPE = "_type";

    private final Call call;

    ImageView(Call call) {
        this.call = call;
    }

    /** The answer to a POST. */
    Map<String, @Nullable Object> created(ImageRecord record) {
        Map<String, @Nullable Object> fields =
                common(record, call.address() + "/" + record.id().text());
        record.type()
                .parentKey()
                .ifPresent(key -> fields.put(key, record.parent().map(ImageId::text).orElse(null)));
        return wrapped(record.type(), fields);
    }

    /**
     * The answer to a GET of one image.
     *
     * @param parentType what it is made of
     * @param children the images that were made of it
     */
    Map<String, @Nullable Object> detail(
            ImageRecord record, ImageType parentType, List<ImageId> children) {
        Map<String, @Nullable Object> fields = common(record, call.address());
        record.type()
                .parent()
                .ifPresent(type -> fields.put(type.word(), parent(record, parentType)));
        child(record.type())
                .ifPresent(
                        type ->
                                fields.put(
                                        type.collection(),
                                        list(
                                                type,
                                                call.base() + "/" + type.collection(),
                                                children)));
        return wrapped(record.type(), fields);
    }

    /**
     * The answer to a GET of many images.
     *
     * @param address that of the list
     */
    static Map<String, @Nullable Object> list(ImageType type, String address, List<ImageId> ids) {
        Map<String, @Nullable Object> list = new LinkedHashMap<>();
        list.put(
                type.collection(),
                ids.stream()
                        .map(id -> wrapped(type, item(type, id.text(), address + "/" + id.text())))
                        .toList());
        return list;
    }

    /** What is made of images of a type; nothing of provider images. */
    static Optional<ImageType> child(ImageType type) {
        return switch (type) {
            case BASE -> Optional.of(ImageType.TARGET);
            case TARGET -> Optional.of(ImageType.PROVIDER);
            case PROVIDER -> Optional.empty();
        };
    }

    private @Nullable Map<String, @Nullable Object> parent(ImageRecord record, ImageType type) {
        return record.parent()
                .map(ImageId::text)
                .map(id -> item(type, id, call.base() + "/" + type.collection() + "/" + id))
                .orElse(null);
    }

    private static Map<String, @Nullable Object> item(ImageType type, String id, String href) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put(TYPE, type.recordWord());
        item.put("id", id);
        item.put("href", href);
        return item;
    }

    private static Map<String, @Nullable Object> wrapped(
            ImageType type, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> wrapped = new LinkedHashMap<>();
        wrapped.put(type.word(), fields);
        return wrapped;
    }

    private Map<String, @Nullable Object> common(ImageRecord record, String href) {
        Map<String, @Nullable Object> fields = item(record.type(), record.id().text(), href);
        fields.put("template", record.template().map(this::shown).orElse(null));
        fields.put("icicle", record.icicle().orElse(null));
        fields.put("status", record.status().name());
        fields.put("status_detail", statusDetail(record));
        fields.put("percent_complete", record.percent());
        boolean pushed = record.type() == ImageType.PROVIDER;
        fields.put("parameters", pushed ? null : parameters(record));
        fields.put("properties", record.properties());
        if (record.type() == ImageType.TARGET) {
            fields.put("target", record.target().orElse(null));
        }
        if (pushed) {
            fields.put("provider", record.provider().map(this::shown).orElse(null));
            fields.put("identifier_on_provider", record.identifierOnProvider().orElse(null));
            fields.put("provider_account_identifier", record.accountIdentifier().orElse(null));
        }
        return fields;
    }

    private static Map<String, @Nullable Object> statusDetail(ImageRecord record) {
        Map<String, @Nullable Object> detail = new LinkedHashMap<>();
        detail.put("activity", record.activity());
        detail.put("error", record.error().orElse(null));
        return detail;
    }

    private Map<String, @Nullable Object> parameters(ImageRecord record) {
        return call.caller().trusted()
                ? CallbackAddress.redacted(record.parameters())
                : PublicText.of(record.parameters());
    }

    private String shown(String text) {
        return call.caller().trusted() ? text : PublicText.of(text);
    }
}

package org.imagefactory.lifecycle.callback;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.json.Json;
import org.imagefactory.lifecycle.CallbackAddress;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/** What is sent: an image without its place, its relatives, and the passwords of addresses. */
final class CallbackBody {

    private CallbackBody() {}

    static byte[] of(ImageRecord record) {
        Map<String, @Nullable Object> image = new LinkedHashMap<>();
        image.put("_type", record.type().recordWord());
        image.put("id", record.id().text());
        image.put("status", record.status().name());
        Map<String, @Nullable Object> detail = new LinkedHashMap<>();
        detail.put("activity", record.activity());
        detail.put("error", record.error().orElse(null));
        image.put("status_detail", detail);
        image.put("percent_complete", record.percent());
        image.put("template", record.template().orElse(null));
        image.put("icicle", record.icicle().orElse(null));
        image.put("parameters", CallbackAddress.redacted(record.parameters()));
        image.put("properties", record.properties());
        if (record.type() == ImageType.TARGET) {
            image.put("target", record.target().orElse(null));
        }
        if (record.type() == ImageType.PROVIDER) {
            image.put("provider", record.provider().orElse(null));
            image.put("identifier_on_provider", record.identifierOnProvider().orElse(null));
            image.put("provider_account_identifier", record.accountIdentifier().orElse(null));
        }
        return Json.line(Map.of(record.type().word(), image)).getBytes(StandardCharsets.UTF_8);
    }
}

package org.imagefactory.service.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the answers are that tell of no single image, in the words of OpenAPI. */
final class AnswerDescription {

    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> TEXT_OR_NULL =
            Map.of("type", List.of("string", "null"));

    private static final Map<String, String> NAMES =
            Map.of(
                    Routes.PREFIX,
                    "About",
                    Routes.PREFIX + "/plugins",
                    "PluginList",
                    Routes.PREFIX + "/plugins/{plugin}",
                    "Plugin",
                    Routes.PREFIX + "/jeos",
                    "JeosFiles",
                    Routes.PREFIX + "/jeos/images",
                    "JeosImages",
                    Routes.PREFIX + "/queue",
                    "Queue",
                    Routes.PREFIX + "/errors",
                    "ErrorList",
                    Routes.PREFIX + "/errors/{code}",
                    "Error",
                    "/health",
                    "Health");

    private AnswerDescription() {}

    /** The schema of what a path answers. */
    static Optional<String> named(String path) {
        if (path.endsWith("/documents")) {
            return Optional.of("DocumentList");
        }
        return Optional.ofNullable(NAMES.get(path));
    }

    static Map<String, @Nullable Object> schemas() {
        Map<String, @Nullable Object> schemas = new LinkedHashMap<>();
        schemas.put("About", texts("name", "version", "api_version"));
        schemas.put("Plugin", texts("_type", "id", "href"));
        schemas.put("PluginList", list("plugins", OpenApi.reference("Plugin")));
        schemas.put("JeosFiles", Map.of("type", "object", "additionalProperties", TEXT));
        schemas.put("JeosImages", nested(5, OpenApi.reference("JeosImage")));
        schemas.put("JeosImage", jeosImage());
        schemas.put("Queue", list("queue", waiting()));
        schemas.put("ErrorList", list("errors", OpenApi.reference("Error")));
        schemas.put("Error", error());
        schemas.put("DocumentList", list("documents", document()));
        schemas.put("Health", texts("status"));
        return schemas;
    }

    private static Map<String, Object> texts(String... names) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : names) {
            fields.put(name, TEXT);
        }
        return object(fields);
    }

    private static Map<String, Object> object(Map<String, Object> fields) {
        return Map.of(
                "type", "object", "required", List.copyOf(fields.keySet()), "properties", fields);
    }

    private static Map<String, Object> list(String name, Map<String, Object> item) {
        return object(Map.of(name, Map.of("type", "array", "items", item)));
    }

    /** Target to provider to system to version to architecture. */
    private static Map<String, Object> nested(int depth, Map<String, Object> innermost) {
        Map<String, Object> schema = innermost;
        for (int i = 0; i < depth; i++) {
            schema = Map.of("type", "object", "additionalProperties", schema);
        }
        return schema;
    }

    private static Map<String, Object> jeosImage() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("img_id", TEXT);
        fields.put("user", TEXT_OR_NULL);
        fields.put("cmd_prefix", TEXT_OR_NULL);
        return object(fields);
    }

    private static Map<String, Object> waiting() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("_type", "id", "href", "activity")) {
            fields.put(name, TEXT);
        }
        fields.put("status", Map.of("enum", RequestDescription.statuses()));
        fields.put("percent_complete", Map.of("type", "integer", "minimum", 0, "maximum", 100));
        return object(fields);
    }

    private static Map<String, Object> document() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", TEXT);
        fields.put("media_type", TEXT);
        fields.put("href", TEXT);
        fields.put("size", Map.of("type", "integer", "minimum", 0));
        fields.put("sha256", TEXT_OR_NULL);
        return object(fields);
    }

    private static Map<String, Object> error() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", TEXT);
        fields.put("status", Map.of("type", "integer"));
        fields.put("reason", TEXT);
        return object(fields);
    }
}

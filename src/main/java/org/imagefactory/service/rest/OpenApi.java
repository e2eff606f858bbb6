package org.imagefactory.service.rest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.imagefactory.service.http.Fault;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/** The description of the interface by OpenAPI 3.1, made from the table of routes. */
final class OpenApi {

    static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final String JSON = "application/json";
    private static final String TYPE = "type";
    private static final String DESCRIPTION = "description";
    private static final String SCHEMA = "schema";

    private static final Map<String, Object> LINK =
            Map.of(
                    "Link",
                    Map.of(
                            DESCRIPTION,
                            "Where the rest of the list is, if it was cut.",
                            SCHEMA,
                            Map.of(TYPE, "string")));

    private OpenApi() {}

    static Map<String, @Nullable Object> document(List<Route> routes, String version) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "imagefactory",
                        "version",
                        version,
                        DESCRIPTION,
                        "Makes system images from templates, fits them to clouds and pushes them"
                                + " there. HEAD works wherever GET does."));
        Map<String, Map<String, @Nullable Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), any -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        document.put("paths", paths);
        document.put("components", components());
        return document;
    }

    private static Map<String, @Nullable Object> operation(Route route) {
        Map<String, @Nullable Object> operation = new LinkedHashMap<>();
        operation.put("operationId", operationId(route));
        operation.put("summary", route.summary() + ".");
        List<Object> parameters = RequestDescription.parameters(route);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        RequestDescription.body(route).ifPresent(body -> operation.put("requestBody", body));
        operation.put("responses", responses(route));
        operation.put(
                "security",
                route.protection() == Protection.WRITE
                        ? List.of(Map.of("oauth", List.of()), Map.of("token", List.of()))
                        : List.of(
                                Map.of(), Map.of("oauth", List.of()), Map.of("token", List.of())));
        return operation;
    }

    private static String operationId(Route route) {
        return route.method().toLowerCase(Locale.ROOT)
                + VARIABLE.matcher(route.path())
                        .replaceAll("by_$1")
                        .replace(Routes.PREFIX, "")
                        .replaceAll("[^A-Za-z0-9]+", "_");
    }

    private static Map<String, @Nullable Object> responses(Route route) {
        Map<String, @Nullable Object> responses = new LinkedHashMap<>();
        for (int status : route.statuses()) {
            Map<String, @Nullable Object> response = new LinkedHashMap<>();
            response.put(DESCRIPTION, route.summary() + ".");
            if (status < 300 && !route.produces().isEmpty()) {
                response.put("content", content(route));
            }
            if (status == 200 && RequestDescription.isList(route)) {
                response.put("headers", LINK);
            }
            responses.put(String.valueOf(status), response);
        }
        responses.put("default", Map.of("$ref", "#/components/responses/Refusal"));
        return responses;
    }

    private static Map<String, @Nullable Object> content(Route route) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        for (String type : route.produces()) {
            content.put(
                    type.replaceFirst(";.*", ""),
                    type.equals(JSON) ? Map.of(SCHEMA, schema(route)) : Map.of());
        }
        return content;
    }

    private static Map<String, Object> schema(Route route) {
        for (ImageType type : ImageType.values()) {
            if (RequestDescription.isList(route, type)) {
                return reference(type.recordWord() + (route.method().equals("POST") ? "" : "List"));
            }
            if (RequestDescription.isOne(route, type)) {
                return reference(type.recordWord());
            }
        }
        return AnswerDescription.named(route.path())
                .map(OpenApi::reference)
                .orElse(Map.of(TYPE, "object"));
    }

    /** Of another schema of the description. */
    static Map<String, Object> reference(String schema) {
        return Map.of("$ref", "#/components/schemas/" + schema);
    }

    private static Map<String, @Nullable Object> components() {
        Map<String, @Nullable Object> schemas = new LinkedHashMap<>();
        for (ImageType type : ImageType.values()) {
            schemas.put(type.recordWord(), wrapped(type, image(type)));
            schemas.put(type.recordWord() + "List", list(type));
        }
        schemas.putAll(RequestDescription.schemas());
        schemas.putAll(AnswerDescription.schemas());
        schemas.put("Problem", problem());
        Map<String, @Nullable Object> components = new LinkedHashMap<>();
        components.put("schemas", schemas);
        components.put("responses", Map.of("Refusal", refusal()));
        components.put(
                "securitySchemes",
                Map.of(
                        "oauth",
                        Map.of(
                                TYPE,
                                "apiKey",
                                "in",
                                "header",
                                "name",
                                "Authorization",
                                DESCRIPTION,
                                "OAuth 1.0 with two legs: HMAC-SHA1 or HMAC-SHA256."),
                        "token",
                        Map.of(TYPE, "http", "scheme", "bearer")));
        return components;
    }

    private static Map<String, @Nullable Object> wrapped(
            ImageType type, Map<String, @Nullable Object> inner) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, "object");
        schema.put("required", List.of(type.word()));
        schema.put("properties", Map.of(type.word(), inner));
        return schema;
    }

    private static Map<String, @Nullable Object> list(ImageType type) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put(TYPE, "object");
        item.put("required", List.of("_type", "id", "href"));
        item.put("properties", identity(type));
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, "object");
        schema.put("required", List.of(type.collection()));
        schema.put(
                "properties",
                Map.of(type.collection(), Map.of(TYPE, "array", "items", wrapped(type, item))));
        return schema;
    }

    private static Map<String, @Nullable Object> identity(ImageType type) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("_type", Map.of("const", type.recordWord()));
        properties.put("id", Map.of(TYPE, "string", "format", "uuid"));
        properties.put("href", Map.of(TYPE, "string", "format", "uri"));
        return properties;
    }

    private static Map<String, @Nullable Object> image(ImageType type) {
        Map<String, @Nullable Object> properties = identity(type);
        Map<String, Object> text = Map.of(TYPE, List.of("string", "null"));
        properties.put("template", text);
        properties.put("icicle", text);
        properties.put("status", Map.of("enum", RequestDescription.statuses()));
        properties.put(
                "status_detail",
                Map.of(
                        TYPE,
                        "object",
                        "required",
                        List.of("activity", "error"),
                        "properties",
                        Map.of("activity", Map.of(TYPE, "string"), "error", text)));
        properties.put("percent_complete", Map.of(TYPE, "integer", "minimum", 0, "maximum", 100));
        properties.put("parameters", Map.of(TYPE, List.of("object", "null")));
        properties.put("properties", Map.of(TYPE, "object"));
        List<String> required = new ArrayList<>(properties.keySet());
        if (type == ImageType.TARGET) {
            properties.put("target", text);
        }
        if (type == ImageType.PROVIDER) {
            for (String name :
                    List.of("provider", "identifier_on_provider", "provider_account_identifier")) {
                properties.put(name, text);
            }
        }
        type.parentKey().ifPresent(key -> properties.put(key, text));
        type.parent()
                .ifPresent(
                        parent ->
                                properties.put(
                                        parent.word(), Map.of(TYPE, List.of("object", "null"))));
        ImageView.child(type)
                .ifPresent(
                        child ->
                                properties.put(
                                        child.collection(),
                                        reference(child.recordWord() + "List")));
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, "object");
        schema.put("required", required);
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, @Nullable Object> refusal() {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("text/plain", Map.of(SCHEMA, Map.of(TYPE, "string")));
        content.put("application/problem+json", Map.of(SCHEMA, reference("Problem")));
        Map<String, @Nullable Object> refusal = new LinkedHashMap<>();
        refusal.put(DESCRIPTION, "The request is refused; see /imagefactory/errors.");
        refusal.put("content", content);
        return refusal;
    }

    private static Map<String, @Nullable Object> problem() {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        for (String name : List.of("type", "title", "detail", "request_id")) {
            properties.put(name, Map.of(TYPE, "string"));
        }
        properties.put("status", Map.of(TYPE, "integer"));
        properties.put(
                "code", Map.of("enum", Arrays.stream(Fault.values()).map(Fault::code).toList()));
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, "object");
        schema.put("properties", properties);
        return schema;
    }
}

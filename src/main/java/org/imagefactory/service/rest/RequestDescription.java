package org.imagefactory.service.rest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/** What requests of a route may have, in the words of OpenAPI: parameters, fields and bodies. */
final class RequestDescription {

    private static final Map<String, Object> TEXT = Map.of("type", "string");

    /** Ends of the paths whose answers are files. */
    private static final List<String> FILES =
            List.of("/raw_image", "/log", "/documents/{document}");

    private RequestDescription() {}

    /** Of the path, of the query, and fields. */
    static List<Object> parameters(Route route) {
        List<Object> parameters = new ArrayList<>();
        Matcher variables = OpenApi.VARIABLE.matcher(route.path());
        while (variables.find()) {
            parameters.add(parameter("path", variables.group(1), TEXT, ""));
        }
        if (route.method().equals("GET") && isList(route)) {
            ListQuery.DESCRIPTIONS.forEach(
                    (name, text) -> parameters.add(parameter("query", name, query(name), text)));
        }
        if (FILES.stream().anyMatch(route.path()::endsWith)) {
            for (String field : List.of("Range", "If-Range", "If-None-Match")) {
                parameters.add(parameter("header", field, TEXT, ""));
            }
        }
        if (route.method().equals("POST") && isList(route)) {
            parameters.add(
                    parameter(
                            "header",
                            Repeats.HEADER,
                            TEXT,
                            "The same again with the same key makes no second image, for a day."));
        }
        if (route.path().endsWith("/log")) {
            parameters.add(
                    parameter("header", "Last-Event-ID", TEXT, "Where the events are to go on."));
        }
        return parameters;
    }

    /** Whether the answers are images of a type, and not one of them. */
    static boolean isList(Route route) {
        return Arrays.stream(ImageType.values()).anyMatch(type -> isList(route, type));
    }

    /** Whether they are images of this type. */
    static boolean isList(Route route, ImageType type) {
        return route.path().endsWith("/" + type.collection());
    }

    /** Whether the answer is one image of this type. */
    static boolean isOne(Route route, ImageType type) {
        return route.path().endsWith("{" + type.word() + "_id}");
    }

    private static Map<String, Object> query(String name) {
        return switch (name) {
            case "status" -> Map.of("enum", statuses());
            case "limit" -> Map.of("type", "integer", "minimum", 1, "maximum", ListQuery.MOST);
            default -> TEXT;
        };
    }

    static List<String> statuses() {
        return Arrays.stream(ImageStatus.values()).map(Enum::name).toList();
    }

    private static Map<String, Object> parameter(
            String in, String name, Map<String, Object> schema, String description) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        if (in.equals("path")) {
            parameter.put("required", true);
        }
        if (!description.isEmpty()) {
            parameter.put("description", description);
        }
        parameter.put("schema", schema);
        return parameter;
    }

    /** The body of POST and of DELETE; empty for others. */
    static Optional<Map<String, Object>> body(Route route) {
        for (ImageType type : ImageType.values()) {
            if (route.method().equals("POST") && isList(route, type)) {
                return Optional.of(
                        content(
                                true,
                                OpenApi.reference(type.recordWord() + "Request"),
                                OpenApi.reference(type.recordWord() + "Form")));
            }
            if (route.method().equals("DELETE") && isOne(route, type)) {
                return Optional.of(
                        content(
                                false,
                                OpenApi.reference(type.recordWord() + "Deletion"),
                                OpenApi.reference("DeletionForm")));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> content(
            boolean required, Map<String, Object> object, Map<String, Object> form) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("application/json", Map.of("schema", object));
        content.put("application/x-www-form-urlencoded", Map.of("schema", form));
        content.put("multipart/form-data", Map.of("schema", form));
        content.put("application/xml", Map.of("schema", object));
        content.put("text/xml", Map.of("schema", object));
        return Map.of("required", required, "content", content);
    }

    /** What those bodies are, by their names. */
    static Map<String, @Nullable Object> schemas() {
        Map<String, @Nullable Object> schemas = new LinkedHashMap<>();
        for (ImageType type : ImageType.values()) {
            String name = type.recordWord();
            schemas.put(name + "Request", wrapped(type, fields(type, parameters(false))));
            schemas.put(name + "Form", fields(type, parameters(true)));
            Map<String, Object> flat = deletion(parameters(false));
            schemas.put(name + "Deletion", Map.of("anyOf", List.of(wrapped(type, flat), flat)));
        }
        schemas.put("DeletionForm", deletion(parameters(true)));
        return schemas;
    }

    private static Map<String, Object> wrapped(ImageType type, Map<String, Object> inner) {
        return object(Map.of(type.word(), inner), List.of(type.word()));
    }

    /** The parent may be in the path, so that neither it nor the template has to be here. */
    private static Map<String, Object> fields(ImageType type, Map<String, Object> parameters) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("template", Map.of("type", "string", "description", "A TDL document."));
        type.parentKey().ifPresent(key -> fields.put(key, Map.of("type", "string")));
        List<String> required = new ArrayList<>();
        switch (type) {
            case BASE -> required.add("template");
            case TARGET -> required.add("target");
            case PROVIDER -> required.addAll(List.of("target", "provider", "credentials"));
        }
        required.forEach(name -> fields.putIfAbsent(name, TEXT));
        fields.put("parameters", parameters);
        return object(fields, required);
    }

    private static Map<String, Object> deletion(Map<String, Object> parameters) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("provider", "credentials", "target")) {
            fields.put(name, TEXT);
        }
        fields.put("parameters", parameters);
        return object(fields, List.of());
    }

    private static Map<String, Object> parameters(boolean form) {
        if (form) {
            return Map.of("type", "string", "description", "A JSON object.");
        }
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("callbacks", Map.of("type", "array", "items", TEXT));
        known.put("snapshot", Map.of("type", "boolean"));
        return Map.of("type", List.of("object", "null"), "properties", known);
    }

    private static Map<String, Object> object(Map<String, Object> fields, List<String> required) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        if (!required.isEmpty()) {
            object.put("required", new TreeSet<>(required).stream().toList());
        }
        object.put("properties", fields);
        return object;
    }
}

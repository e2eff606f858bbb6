package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.json.Json;

/** Holds the description of the interface against what is sent and answered. */
final class Described {

    private final Map<String, Object> document;
    private final Routes routes;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * @param document the description
     */
    Described(Map<String, Object> document) {
        this.document = document;
        this.routes =
                new Routes(
                        object(document.get("paths")).entrySet().stream()
                                .flatMap(
                                        path ->
                                                object(path.getValue()).keySet().stream()
                                                        .map(method -> route(method, path)))
                                .toList());
    }

    private static Route route(String method, Map.Entry<String, Object> path) {
        return new Route(
                method.toUpperCase(Locale.ROOT),
                path.getKey(),
                Protection.OPEN,
                List.of(),
                "",
                List.of(),
                call -> {
                    throw new UnsupportedOperationException();
                });
    }

    /** Whether a request that was taken, and its answer, are what the description says. */
    void check(String method, String path, String sent, Host.Reply reply) throws Exception {
        if (reply.status() >= 400) {
            refusal(reply);
        }
        if (reply.status() >= 300 || method.equals("HEAD")) {
            return;
        }
        Route route = routes.find(method, path).route();
        Map<String, Object> operation =
                object(
                        object(object(document.get("paths")).get(route.path()))
                                .get(method.toLowerCase(Locale.ROOT)));
        Map<String, Object> responses = object(operation.get("responses"));
        assertThat(responses).containsKey(String.valueOf(reply.status()));
        Map<String, Object> response = object(responses.get(String.valueOf(reply.status())));
        content(response, reply);
        if (sent.startsWith("{")) {
            fits(
                    object(object(operation.get("requestBody")).get("content")),
                    "application/json",
                    sent);
        }
    }

    /** The media type is one of those, and what is JSON is as it should be. */
    private void content(Map<String, Object> response, Host.Reply reply) throws Exception {
        String type = reply.header("content-type").replaceFirst(";.*", "");
        if (type.isEmpty()) {
            assertThat(reply.text()).isEmpty();
            return;
        }
        Map<String, Object> content = object(response.get("content"));
        if (!content.containsKey("*/*")) {
            assertThat(content).containsKey(type);
            if (type.endsWith("json")) {
                fits(content, type, reply.text());
            }
        }
    }

    /** Requests that the server itself refuses have no media type but a sentence's. */
    private void refusal(Host.Reply reply) throws Exception {
        if (!reply.text().isEmpty()) {
            content(
                    object(
                            object(object(document.get("components")).get("responses"))
                                    .get("Refusal")),
                    reply);
        }
    }

    private void fits(Map<String, Object> content, String type, String text) {
        String schema = Json.line(object(content.get(type)).get("schema"));
        assertThat(schemas.computeIfAbsent(schema, this::compiled).validate(text, InputFormat.JSON))
                .as("%s by %s", text, schema)
                .isEmpty();
    }

    private Schema compiled(String schema) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        try {
            whole.putAll(Json.object(schema));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        whole.put("components", document.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.line(whole));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) value;
    }
}

package org.imagefactory.manifest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.files.WholeFile;

/**
 * Adds what is known of vulnerabilities to a bill of materials that {@link CycloneDx} wrote, as its
 * section {@code vulnerabilities}. Neither is in memory as a whole.
 */
public final class Vex {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** How a component names the source package that it was built from. */
    private static final String SOURCE = CycloneDx.SOURCE;

    private Vex() {}

    /**
     * Replaces the file in one step.
     *
     * @throws IOException it cannot be read or written
     */
    public static void add(Path bom, List<VexStatement> statements) throws IOException {
        Map<String, List<String>> components = components(bom);
        WholeFile.write(
                bom,
                out -> {
                    try (InputStream in = Files.newInputStream(bom);
                            JsonParser parser = FACTORY.createParser(in);
                            JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
                        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                        json.useDefaultPrettyPrinter();
                        copyFields(parser, json);
                        json.writeArrayFieldStart("vulnerabilities");
                        for (VexStatement statement : statements) {
                            write(json, statement, components);
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                        json.writeRaw('\n');
                    }
                },
                WholeFile.PUBLIC);
    }

    /** Everything but the end. */
    private static void copyFields(JsonParser parser, JsonGenerator json) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("a bill of materials is no object");
        }
        json.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            json.copyCurrentStructure(parser);
        }
    }

    /** References to components, by source package and version. */
    private static Map<String, List<String>> components(Path bom) throws IOException {
        Map<String, List<String>> components = new HashMap<>();
        try (InputStream in = Files.newInputStream(bom);
                JsonParser parser = FACTORY.createParser(in)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean list = parser.currentName().equals("components");
                if (parser.nextToken() != JsonToken.START_ARRAY || !list) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    component(parser, components);
                }
            }
        }
        return components;
    }

    private static void component(JsonParser parser, Map<String, List<String>> components)
            throws IOException {
        String reference = "";
        String own = "";
        String version = "";
        String source = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "bom-ref" -> reference = parser.getText();
                case "name" -> own = parser.getText();
                case "version" -> version = parser.getText();
                case "properties" -> source = source(parser);
                default -> {
                    if (value.isStructStart()) {
                        parser.skipChildren();
                    }
                }
            }
        }
        components
                .computeIfAbsent(
                        source.isEmpty() ? own + " " + version : source, key -> new ArrayList<>())
                .add(reference);
    }

    private static String source(JsonParser parser) throws IOException {
        String found = "";
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String name = "";
            String text = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("name")) {
                    name = parser.getText();
                } else {
                    text = parser.getText();
                }
            }
            found = name.equals(SOURCE) ? text : found;
        }
        return found;
    }

    private static void write(
            JsonGenerator json, VexStatement statement, Map<String, List<String>> components)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", statement.id());
        if (!statement.url().isEmpty()) {
            json.writeObjectFieldStart("source");
            json.writeStringField("url", statement.url());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("ratings");
        json.writeStartObject();
        json.writeStringField("severity", statement.severity());
        json.writeEndObject();
        json.writeEndArray();
        if (!statement.description().isEmpty()) {
            json.writeStringField("description", statement.description());
        }
        json.writeObjectFieldStart("analysis");
        json.writeStringField("state", statement.state());
        if (!statement.responses().isEmpty()) {
            json.writeArrayFieldStart("response");
            for (String response : statement.responses()) {
                json.writeString(response);
            }
            json.writeEndArray();
        }
        if (!statement.detail().isEmpty()) {
            json.writeStringField("detail", statement.detail());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("affects");
        String source = statement.source() + " " + statement.version();
        for (String reference : components.getOrDefault(source, List.of())) {
            json.writeStartObject();
            json.writeStringField("ref", reference);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

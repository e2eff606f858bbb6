package org.imagefactory.validation;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A JSON document that knows on which lines its values are.
 *
 * @param root all of it
 * @param lines by the path of a value: names of properties, and numbers of elements from 0
 */
record JsonDocument(JsonNode root, Map<List<String>, Integer> lines) {

    /** No profile is nested like that, or has so many values. */
    private static final int DEEPEST = 50;

    private static final int MOST_VALUES = 50_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /**
     * Reads one.
     *
     * @throws JsonProcessingException it is no JSON, or names a property twice
     */
    static JsonDocument parse(String text) throws JsonProcessingException {
        Map<List<String>, Integer> lines = new HashMap<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "there is nothing in it");
            }
            JsonNode root = read(parser, List.of(), lines);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something comes after the end");
            }
            return new JsonDocument(root, Map.copyOf(lines));
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory
        }
    }

    /** The values in a list; none of anything else. */
    static Stream<JsonNode> elements(JsonNode value) {
        return value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.empty();
    }

    /** The values in a list, or the one that stands for a list of one. */
    static Stream<JsonNode> each(JsonNode value) {
        return value.isArray() ? elements(value) : Stream.of(value);
    }

    /** The line of a value; 0 if there is no such value. */
    int line(List<String> path) {
        return lines.getOrDefault(path, 0);
    }

    private static JsonNode read(
            JsonParser parser, List<String> path, Map<List<String>, Integer> lines)
            throws IOException {
        if (path.size() > DEEPEST || lines.size() > MOST_VALUES) {
            throw new JsonParseException(
                    parser,
                    path.size() > DEEPEST ? "it is nested too deeply" : "it has too many values");
        }
        lines.put(path, parser.currentTokenLocation().getLineNr());
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            ObjectNode object = MAPPER.createObjectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                object.set(name, read(parser, below(path, name), lines));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            ArrayNode array = MAPPER.createArrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(read(parser, below(path, String.valueOf(array.size())), lines));
            }
            return array;
        }
        return MAPPER.readTree(parser);
    }

    private static List<String> below(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}

package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads JSON objects of objects and scalars. */
final class Json {

    private static final JsonFactory JSON = new JsonFactory();

    private Json() {}

    /**
     * The one object that a text is; scalars as text.
     *
     * @throws AssertionError it is something else
     */
    static Map<String, Object> parse(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            Map<String, Object> object = object(parser);
            assertThat(parser.nextToken()).isNull();
            return object;
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** An object inside another. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> outer, String name) {
        assertThat(outer.get(name)).as(name).isInstanceOf(Map.class);
        return (Map<String, Object>) outer.get(name);
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            object.put(name, token == JsonToken.START_OBJECT ? object(parser) : parser.getText());
        }
        return object;
    }
}

package org.imagefactory.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that has to have certain fields. All methods throw an IllegalArgumentException when
 * a field is missing or of another form.
 *
 * @param values by name
 */
public record JsonFields(Map<String, Object> values) {

    private static final int DEEPEST = 20;

    /** Names, values, brackets: what the program writes has some thousands. */
    private static final long MOST_TOKENS = 400_000;

    private static final JSON FORM =
            JSON.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxTokenCount(MOST_TOKENS)
                                                    .build())
                                    .build())
                    .enable(JSON.Feature.PRETTY_PRINT_OUTPUT)
                    .build();

    /**
     * What a document says.
     *
     * @throws IOException it is not an object in JSON; the message tells where
     */
    public static JsonFields parse(byte[] document) throws IOException {
        try {
            @Nullable Map<String, Object> values = FORM.mapFrom(document);
            if (values != null) {
                return new JsonFields(values);
            }
        } catch (JacksonException e) {
            JsonLocation place = e.getLocation();
            throw new IOException(
                    "it is no JSON object"
                            + (place == null ? "" : ", see line " + place.getLineNr()),
                    e);
        }
        throw new IOException("it is no JSON object");
    }

    /** The document of an object; its values are texts, numbers, lists and maps of such. */
    public static byte[] document(Map<String, ?> object) throws IOException {
        return FORM.asBytes(object);
    }

    /**
     * Refuses a document whose field {@code version} is greater than that.
     *
     * @throws IOException the document is of a later form
     */
    public void requireVersion(int newest) throws IOException {
        if (number("version") > newest) {
            throw new IOException("a newer version of this program wrote it");
        }
    }

    /** A text. */
    public String text(String name) {
        return text(values.get(name), name);
    }

    /** A whole number. */
    public long number(String name) {
        if (values.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("'%s' is no number".formatted(name));
    }

    /** A list of texts. */
    public List<String> list(String name) {
        List<String> texts = new ArrayList<>();
        elements(name).forEach(value -> texts.add(text(value, name)));
        return texts;
    }

    /** An object whose fields are texts. */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(values.get(name), name)
                .values()
                .forEach((key, value) -> texts.put(key, text(value, name)));
        return texts;
    }

    /** An object. */
    public JsonFields object(String name) {
        return object(values.get(name), name);
    }

    /** A list of objects. */
    public List<JsonFields> objects(String name) {
        List<JsonFields> objects = new ArrayList<>();
        elements(name).forEach(value -> objects.add(object(value, name)));
        return objects;
    }

    private List<?> elements(String name) {
        if (values.get(name) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("'%s' is no list".formatted(name));
    }

    private static String text(@Nullable Object value, String name) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("'%s' is no text".formatted(name));
    }

    private static JsonFields object(@Nullable Object value, String name) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("'%s' is no object".formatted(name));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, field) -> object.put(String.valueOf(key), field));
        return new JsonFields(object);
    }
}

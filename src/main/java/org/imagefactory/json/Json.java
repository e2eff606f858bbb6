package org.imagefactory.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, texts, numbers, booleans and nulls. The callers bound how long a document
 * may be.
 */
public final class Json {

    /** As deep as the reading of a document may nest calls. */
    private static final int DEEPEST = 100;

    /** A template or a file may be the value of a text; the document's length bounds it. */
    private static final int LONGEST_TEXT = 100_000_000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(LONGEST_TEXT)
                                    .build())
                    .build();

    /** Of two fields with the same name the last one counts, as in other programs. */
    private static final JSON FORM =
            JSON.builder(FACTORY)
                    .disable(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS)
                    .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
                    // A number is written again as it was read, however large or exact.
                    .enable(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private static final DefaultPrettyPrinter INDENTED =
            new DefaultPrettyPrinter(
                            Separators.createDefaultInstance()
                                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                                    .withObjectEmptySeparator("")
                                    .withArrayEmptySeparator(""))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private Json() {}

    /**
     * The object that a document consists of.
     *
     * @param document in UTF-8
     * @throws JsonException it is not JSON, or something else than an object; the message says what
     *     and where, without the text
     */
    public static Map<String, @Nullable Object> object(byte[] document) throws JsonException {
        return object(value(document));
    }

    /** As {@link #object(byte[])}. */
    public static Map<String, @Nullable Object> object(String document) throws JsonException {
        return object(value(document));
    }

    /**
     * As {@link #object(byte[])}, of a document that need not be in memory as a whole, with null
     * for some fields, however long they are: they are not kept in memory.
     *
     * @param without names of fields of the object itself, not of objects in it
     * @throws IOException it cannot be read
     */
    public static Map<String, @Nullable Object> objectWithout(
            InputStream document, Set<String> without) throws JsonException, IOException {
        return object(
                parse(
                        () -> FACTORY.createParser(document),
                        parser ->
                                parser.currentToken() == JsonToken.START_OBJECT
                                        ? fields(parser, without)
                                        : FORM.anyFrom(parser)));
    }

    private static Map<String, @Nullable Object> fields(JsonParser parser, Set<String> without)
            throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (without.contains(name)) {
                parser.skipChildren();
                fields.put(name, null);
            } else {
                fields.put(name, FORM.anyFrom(parser));
            }
        }
        return fields;
    }

    /**
     * As {@link #object(byte[])}, of text that somebody else decodes.
     *
     * @throws IOException it cannot be read
     */
    public static Map<String, @Nullable Object> object(Reader document)
            throws JsonException, IOException {
        return object(parse(() -> FACTORY.createParser(document)));
    }

    /**
     * The value that a document consists of.
     *
     * @param document in UTF-8
     * @throws JsonException it is not JSON
     */
    public static @Nullable Object value(byte[] document) throws JsonException {
        return value(() -> FACTORY.createParser(document));
    }

    /** As {@link #value(byte[])}. */
    public static @Nullable Object value(String document) throws JsonException {
        return value(() -> FACTORY.createParser(document));
    }

    /** The objects in a list; none if it is something else. */
    public static List<Map<?, ?>> maps(@Nullable Object list) {
        return list instanceof List<?> values
                ? values.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(value -> (Map<?, ?>) value)
                        .toList()
                : List.of();
    }

    /** A document in one line. */
    public static String line(@Nullable Object value) {
        return text(value, false);
    }

    /**
     * Writes a document in one line, piece by piece: ASCII with escapes, which programs in any
     * locale read. The stream stays open.
     */
    public static void write(@Nullable Object value, OutputStream out) throws IOException {
        try (JsonGenerator generator = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            generator.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
            FORM.write(value, generator);
        }
    }

    /** A document with each value in a line of its own, indented by two blanks. */
    public static String indented(@Nullable Object value) {
        return text(value, true);
    }

    /**
     * Whether two values are the same in JSON: kinds must agree, numbers by what they are worth,
     * objects whatever the order of their fields.
     */
    public static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return decimal(a).compareTo(decimal(b)) == 0;
        }
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet())
                    && a.keySet().stream().allMatch(key -> same(a.get(key), b.get(key)));
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            return a.size() == b.size()
                    && IntStream.range(0, a.size()).allMatch(i -> same(a.get(i), b.get(i)));
        }
        return Objects.equals(one, other);
    }

    private interface Opening {
        JsonParser open() throws IOException;
    }

    private interface Reading {
        /** The value whose first token the parser is at; its last token then. */
        @Nullable Object read(JsonParser parser) throws IOException;
    }

    private static @Nullable Object value(Opening document) throws JsonException {
        try {
            return parse(document);
        } catch (IOException e) {
            throw new JsonException("is not JSON in UTF-8", e);
        }
    }

    private static @Nullable Object parse(Opening document) throws JsonException, IOException {
        return parse(document, FORM::anyFrom);
    }

    private static @Nullable Object parse(Opening document, Reading reading)
            throws JsonException, IOException {
        try (JsonParser parser = document.open()) {
            if (parser.nextToken() == null) {
                throw new JsonException("is empty, not JSON");
            }
            Object value = reading.read(parser);
            if (parser.nextToken() != null) {
                throw new JsonException("is JSON with something behind it");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new JsonException(
                    "has more than %d levels of JSON, or a number of more than %d digits"
                            .formatted(DEEPEST, StreamReadConstraints.DEFAULT_MAX_NUM_LEN),
                    e);
        } catch (JsonProcessingException e) {
            throw new JsonException("is not JSON" + where(e), e);
        } catch (CharConversionException | CharacterCodingException e) {
            throw new JsonException("is not JSON in UTF-8", e);
        }
    }

    @SuppressWarnings("unchecked") // the names of JSON's fields are texts
    private static Map<String, @Nullable Object> object(@Nullable Object value)
            throws JsonException {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new JsonException("is JSON, but not an object");
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    private static String text(@Nullable Object value, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (indented) {
                generator.setPrettyPrinter(INDENTED.createInstance());
            }
            FORM.write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return withWholeCharacters(text.toString());
    }

    /** Half of a pair, which JSON's escapes can hold, would be lost in UTF-8. */
    private static String withWholeCharacters(String text) {
        if (text.codePoints().noneMatch(Json::isHalf)) {
            return text;
        }
        StringBuilder whole = new StringBuilder();
        text.codePoints()
                .forEach(
                        character -> {
                            if (isHalf(character)) {
                                whole.append("\\u%04x".formatted(character));
                            } else {
                                whole.appendCodePoint(character);
                            }
                        });
        return whole.toString();
    }

    private static boolean isHalf(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " in line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}

package org.imagefactory.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * Validates documents by the JSON schemas (2020-12) beside this class. Nothing comes from the
 * network. It takes a second of its own, so nobody loads it who has nothing to validate.
 */
final class JsonSchemas {

    private JsonSchemas() {}

    /** What is wrong, without lines. */
    static List<Complaint> check(String schemaResource, JsonNode document) {
        return check(schemaResource, document, path -> 0);
    }

    /**
     * What is wrong with a document, in the order of its lines.
     *
     * @param schemaResource file name of the schema, in this package
     * @param lines gives the line of a value by its path (names of properties, and numbers of
     *     elements from 0); 0 if that is not known
     */
    static List<Complaint> check(
            String schemaResource, JsonNode document, ToIntFunction<List<String>> lines) {
        SchemaRegistryConfig english =
                SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();
        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemaRegistryConfig(english));
        try (InputStream schema =
                Objects.requireNonNull(
                        JsonSchemas.class.getResourceAsStream(schemaResource), schemaResource)) {
            return registry.getSchema(schema, InputFormat.JSON).validate(document).stream()
                    .map(error -> complaint(error, lines))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a part of the program
        }
    }

    private static Complaint complaint(Error error, ToIntFunction<List<String>> lines) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            path.add(String.valueOf(error.getInstanceLocation().getElement(i)));
        }
        boolean unknown = error.getKeyword().equals("additionalProperties");
        if (unknown) {
            path.add(error.getProperty());
        }
        String where = path.isEmpty() ? "" : String.join(".", path) + ": ";
        String what = unknown ? "is not known here" : error.getMessage();
        return Complaint.error(lines.applyAsInt(path), where + what);
    }
}

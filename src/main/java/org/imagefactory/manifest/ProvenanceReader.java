package org.imagefactory.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads which files a provenance is about, and what they were made of. It may come from anywhere:
 * its size and depth are bounded, and nothing of it is trusted.
 */
final class ProvenanceReader {

    private static final long LARGEST = 16L << 20;
    private static final int MOST_SUBJECTS = 10_000;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxDocumentLength(LARGEST)
                                    .maxNestingDepth(100)
                                    .build())
                    .build();

    private String statementType = "";
    private String predicateType = "";
    private final List<Subject> subjects = new ArrayList<>();
    private String buildType = "";
    private String image = "";
    private final Map<String, String> configuration = new TreeMap<>();
    private final List<Subject> materials = new ArrayList<>();

    private final boolean whole;

    /**
     * @param whole whether the statement is of this program's, and all of it is wanted
     */
    private ProvenanceReader(boolean whole) {
        this.whole = whole;
    }

    /**
     * @return those that have a SHA-256 digest
     * @throws IOException the file cannot be read or is no statement of that kind
     */
    static List<Subject> subjects(Path file) throws IOException {
        return List.copyOf(read(file, false).subjects);
    }

    /**
     * @throws IOException the file cannot be read or is no statement of this program's
     */
    static Recipe recipe(Path file) throws IOException {
        ProvenanceReader reader = read(file, true);
        if (!reader.buildType.equals(Provenance.BUILD_TYPE) || reader.image.isEmpty()) {
            throw new IOException("it is not about an image that this program built");
        }
        Map<String, String> digests = new TreeMap<>();
        reader.materials.forEach(one -> digests.putIfAbsent(one.name(), one.sha256()));
        return new Recipe(reader.image, reader.configuration, digests, reader.subjects);
    }

    private static ProvenanceReader read(Path file, boolean whole) throws IOException {
        ProvenanceReader reader = new ProvenanceReader(whole);
        try (JsonParser json = JSON.createParser(Files.newInputStream(file))) {
            reader.statement(json);
        }
        if (!reader.statementType.equals(Provenance.STATEMENT_TYPE)
                || !reader.predicateType.equals(Provenance.PREDICATE_TYPE)) {
            throw new IOException("it is not an in-toto statement with SLSA provenance v1");
        }
        return reader;
    }

    private void statement(JsonParser json) throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "_type" -> statementType = text(json);
                case "predicateType" -> predicateType = text(json);
                case "subject" -> files(json, value, subjects);
                case "predicate" -> predicate(json);
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new IOException("there is text after its end");
        }
    }

    /** Others' have other predicates, which nobody asks for. */
    private void predicate(JsonParser json) throws IOException {
        if (!whole) {
            json.skipChildren();
            return;
        }
        expect(json.currentToken(), JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("buildDefinition")) {
                definition(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void definition(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "buildType" -> buildType = text(json);
                case "externalParameters" -> parameters(json);
                case "resolvedDependencies" -> files(json, value, materials);
                default -> json.skipChildren();
            }
        }
    }

    private void parameters(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("image")) {
                image = text(json);
            } else if (field.equals("configuration")) {
                expect(json.currentToken(), JsonToken.START_OBJECT);
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String key = json.currentName();
                    json.nextToken();
                    configuration.put(key, text(json));
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private static void files(JsonParser json, JsonToken value, List<Subject> files)
            throws IOException {
        expect(value, JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            file(json, files);
        }
    }

    private static void file(JsonParser json, List<Subject> files) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT);
        String name = "";
        String sha256 = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("name")) {
                name = text(json);
            } else if (field.equals("digest")) {
                expect(value, JsonToken.START_OBJECT);
                sha256 = sha256(json);
            } else {
                json.skipChildren();
            }
        }
        if (!sha256.isEmpty()) {
            files.add(new Subject(name, sha256.toLowerCase(Locale.ROOT)));
        }
        if (files.size() > MOST_SUBJECTS) {
            throw new IOException("it has more than %d files".formatted(MOST_SUBJECTS));
        }
    }

    private static String sha256(JsonParser json) throws IOException {
        String sha256 = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String algorithm = json.currentName();
            json.nextToken();
            if (algorithm.equals("sha256")) {
                sha256 = text(json);
            } else {
                json.skipChildren();
            }
        }
        return sha256;
    }

    private static String text(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static void expect(JsonToken found, JsonToken wanted) throws IOException {
        if (found != wanted) {
            throw new IOException("it has another form than an in-toto statement");
        }
    }
}

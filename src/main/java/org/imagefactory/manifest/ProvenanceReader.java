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

/**
 * Reads which files a provenance is about. It may come from anywhere: its size and depth are
 * bounded, and nothing of it is trusted.
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

    private ProvenanceReader() {}

    /**
     * @return those that have a SHA-256 digest
     * @throws IOException the file cannot be read or is no statement of that kind
     */
    static List<Subject> subjects(Path file) throws IOException {
        ProvenanceReader reader = new ProvenanceReader();
        try (JsonParser json = JSON.createParser(Files.newInputStream(file))) {
            reader.statement(json);
        }
        if (!reader.statementType.equals(Provenance.STATEMENT_TYPE)
                || !reader.predicateType.equals(Provenance.PREDICATE_TYPE)) {
            throw new IOException("it is not an in-toto statement with SLSA provenance v1");
        }
        return List.copyOf(reader.subjects);
    }

    private void statement(JsonParser json) throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "_type" -> statementType = text(json);
                case "predicateType" -> predicateType = text(json);
                case "subject" -> {
                    expect(value, JsonToken.START_ARRAY);
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        subject(json);
                    }
                }
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new IOException("there is text after its end");
        }
    }

    private void subject(JsonParser json) throws IOException {
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
            subjects.add(new Subject(name, sha256.toLowerCase(Locale.ROOT)));
        }
        if (subjects.size() > MOST_SUBJECTS) {
            throw new IOException("it has more than %d subjects".formatted(MOST_SUBJECTS));
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

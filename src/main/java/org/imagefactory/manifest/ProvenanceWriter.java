package org.imagefactory.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagefactory.report.FileFact;

/**
 * Writes an in-toto Statement v1 with the SLSA provenance v1 predicate, after
 * https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md and
 * https://slsa.dev/spec/v1.0/provenance.
 */
public final class ProvenanceWriter {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Provenance provenance;
    private final JsonGenerator json;

    private ProvenanceWriter(Provenance provenance, JsonGenerator json) {
        this.provenance = provenance;
        this.json = json;
    }

    /**
     * @param file that is made or replaced
     */
    public static void write(Provenance provenance, Path file) throws IOException {
        try (JsonGenerator json =
                JSON.createGenerator(Files.newOutputStream(file)).useDefaultPrettyPrinter()) {
            new ProvenanceWriter(provenance, json).statement();
        }
    }

    private void statement() throws IOException {
        json.writeStartObject();
        json.writeStringField("_type", Provenance.STATEMENT_TYPE);
        json.writeArrayFieldStart("subject");
        for (Subject subject : provenance.subjects()) {
            resource(subject.name(), Optional.empty(), subject.sha256());
        }
        json.writeEndArray();
        json.writeStringField("predicateType", Provenance.PREDICATE_TYPE);
        json.writeObjectFieldStart("predicate");
        buildDefinition();
        runDetails();
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void buildDefinition() throws IOException {
        json.writeObjectFieldStart("buildDefinition");
        json.writeStringField("buildType", Provenance.BUILD_TYPE);
        json.writeObjectFieldStart("externalParameters");
        json.writeStringField("image", provenance.image());
        texts("configuration", provenance.configuration());
        json.writeEndObject();
        texts("internalParameters", provenance.choices());
        json.writeArrayFieldStart("resolvedDependencies");
        for (FileFact material : provenance.materials()) {
            resource(material.name(), MaterialUri.of(material.source()), material.sha256());
        }
        resource(
                "configuration",
                Optional.empty(),
                CanonicalConfiguration.sha256(provenance.configuration()));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void runDetails() throws IOException {
        json.writeObjectFieldStart("runDetails");
        json.writeObjectFieldStart("builder");
        json.writeStringField("id", Provenance.BUILDER_ID);
        Map<String, String> versions = new TreeMap<>(provenance.tools());
        String[] builder = provenance.builder().split(" ", 2);
        versions.put(builder[0], builder.length > 1 ? builder[1] : "");
        texts("version", versions);
        json.writeEndObject();
        json.writeObjectFieldStart("metadata");
        json.writeStringField("invocationId", provenance.invocation());
        time("startedOn", provenance.started());
        time("finishedOn", provenance.finished());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A ResourceDescriptor. */
    private void resource(String name, Optional<String> uri, String sha256) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        if (uri.isPresent()) {
            json.writeStringField("uri", uri.get());
        }
        json.writeObjectFieldStart("digest");
        json.writeStringField("sha256", sha256);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void texts(String field, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> entry : new TreeMap<>(texts).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    /** The format has whole seconds. */
    private void time(String field, Instant instant) throws IOException {
        json.writeStringField(field, instant.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}

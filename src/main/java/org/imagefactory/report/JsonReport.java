package org.imagefactory.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imagefactory.files.WholeFile;
import org.imagefactory.spec.Secrets;
import org.imagefactory.spec.Setting;

/** Writes a build report as JSON. Times are ISO 8601 in UTC, durations seconds, sizes bytes. */
public final class JsonReport {

    /** Grows when a field changes its meaning or goes away. */
    static final int SCHEMA_VERSION = 1;

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private JsonReport() {}

    /**
     * Writes the report under its final name in one step, so that no reader sees half of it.
     *
     * @throws IOException the folder cannot be written to; nothing is left behind
     */
    public static void write(BuildReport report, Path file) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        write(report, text);
        WholeFile.write(file, text.toByteArray(), WholeFile.PUBLIC);
    }

    /** Writes the report and closes the stream. */
    static void write(BuildReport report, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("builder", report.builder());
            json.writeStringField("image", report.image());
            result(json, report.outcome());
            json.writeStringField("started", report.started().toString());
            json.writeStringField("finished", report.finished().toString());
            seconds(json, "durationSeconds", Duration.between(report.started(), report.finished()));
            files(json, "inputs", report.inputs());
            texts(json, "tools", report.tools());
            configuration(json, report.configuration());
            steps(json, report.steps());
            files(json, "outputs", report.outputs());
            texts(json, "values", report.values());
            findings(json, report.findings());
            json.writeArrayFieldStart("warnings");
            for (String warning : report.warnings()) {
                json.writeString(warning);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void result(JsonGenerator json, Outcome outcome) throws IOException {
        json.writeObjectFieldStart("result");
        json.writeStringField("outcome", outcome.word());
        json.writeNumberField("exitStatus", outcome.status().code());
        if (!outcome.succeeded()) {
            json.writeStringField("message", outcome.message());
            json.writeStringField("advice", outcome.advice());
        }
        json.writeEndObject();
    }

    private static void files(JsonGenerator json, String field, List<FileFact> files)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (FileFact file : files) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            json.writeStringField("source", file.source());
            json.writeNumberField("sizeBytes", file.sizeBytes());
            json.writeStringField("sha256", file.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String field, Map<String, String> texts)
            throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> entry : new TreeMap<>(texts).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static void configuration(JsonGenerator json, Map<String, Setting> settings)
            throws IOException {
        Map<String, String> values = Secrets.mask(settings);
        json.writeObjectFieldStart("configuration");
        for (Map.Entry<String, Setting> entry : new TreeMap<>(settings).entrySet()) {
            json.writeObjectFieldStart(entry.getKey());
            json.writeStringField("value", values.getOrDefault(entry.getKey(), ""));
            json.writeStringField("origin", entry.getValue().origin());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void steps(JsonGenerator json, List<StepResult> steps) throws IOException {
        json.writeArrayFieldStart("steps");
        for (StepResult step : steps) {
            json.writeStartObject();
            json.writeStringField("name", step.name());
            json.writeStringField("description", step.description());
            seconds(json, "durationSeconds", step.duration());
            json.writeBooleanField("succeeded", step.succeeded());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void findings(JsonGenerator json, List<FindingFact> findings)
            throws IOException {
        json.writeArrayFieldStart("findings");
        for (FindingFact finding : findings) {
            json.writeStartObject();
            json.writeStringField("rule", finding.rule());
            json.writeStringField("path", finding.path());
            json.writeStringField("text", finding.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void seconds(JsonGenerator json, String field, Duration duration)
            throws IOException {
        json.writeNumberField(field, duration.toMillis() / 1000.0);
    }
}

package org.imagefactory.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.RunningBuild;
import org.imagefactory.spec.Choice;
import org.imagefactory.status.ImageStatus;
import org.imagefactory.status.Overview;

/** A status for programs. The manual page describes the fields. */
final class StatusJson {

    /** Grows when a field changes its meaning or goes away. */
    private static final int SCHEMA_VERSION = 1;

    private StatusJson() {}

    /**
     * One object; times are ISO 8601 in UTC.
     *
     * @param folder where the results are
     */
    static String text(Overview overview, Path folder, Instant now) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeStringField("time", now.toString());
            json.writeArrayFieldStart("images");
            for (ImageStatus image : overview.images()) {
                write(json, image, folder, now);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, ImageStatus image, Path folder, Instant now)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("image", image.image());
        json.writeStringField("state", Choice.name(image.state()));
        json.writeFieldName("lastGood");
        lastGood(json, image.lastGood(), folder, now);
        json.writeFieldName("lastResult");
        lastResult(json, image.last());
        json.writeFieldName("nextRun");
        if (image.nextRun().isPresent()) {
            json.writeString(image.nextRun().get().toString());
        } else {
            json.writeNull();
        }
        json.writeFieldName("running");
        running(json, image.running());
        json.writeEndObject();
    }

    private static void running(JsonGenerator json, Optional<RunningBuild> build)
            throws IOException {
        if (build.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("started", build.get().started().toString());
        json.writeNumberField("step", build.get().step());
        json.writeNumberField("steps", build.get().steps());
        json.writeStringField("description", build.get().description());
        json.writeStringField("stepStarted", build.get().stepStarted().toString());
        json.writeEndObject();
    }

    private static void lastGood(
            JsonGenerator json, Optional<BuildRecord> build, Path folder, Instant now)
            throws IOException {
        if (build.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("date", build.get().date().toString());
        json.writeStringField("finished", build.get().finished().toString());
        json.writeNumberField(
                "ageSeconds", Duration.between(build.get().finished(), now).toSeconds());
        Optional<FileFact> file = ImageStatus.file(build.get());
        if (file.isPresent()) {
            json.writeStringField("file", file.get().source());
            json.writeNumberField("sizeBytes", file.get().sizeBytes());
            json.writeStringField("sha256", file.get().sha256());
        }
        ImageScans.of(build.get(), folder).write(json);
        json.writeEndObject();
    }

    private static void lastResult(JsonGenerator json, Optional<BuildRecord> build)
            throws IOException {
        if (build.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("outcome", build.get().outcome().word());
        json.writeNumberField("exitStatus", build.get().outcome().status().code());
        json.writeStringField("message", build.get().outcome().message());
        json.writeStringField("advice", build.get().outcome().advice());
        json.writeStringField("date", build.get().date().toString());
        json.writeStringField("started", build.get().started().toString());
        json.writeStringField("finished", build.get().finished().toString());
        json.writeNumberField("durationSeconds", build.get().duration().toMillis() / 1000.0);
        json.writeEndObject();
    }
}

package org.imagefactory.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.JsonFields;
import org.imagefactory.report.Outcome;
import org.imagefactory.report.WholeFile;

/** Remembered builds as JSON. Times are ISO 8601, durations milliseconds, sizes bytes. */
final class RecordFile {

    /** Grows when a field changes its meaning or goes away. */
    private static final int VERSION = 1;

    private static final long LARGEST = 8L << 20;
    private static final JSON JSON_FORM =
            JSON.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxDocumentLength(LARGEST)
                                                    .maxNestingDepth(20)
                                                    .build())
                                    .build())
                    .enable(JSON.Feature.PRETTY_PRINT_OUTPUT)
                    .build();

    private RecordFile() {}

    /**
     * @throws DamagedHistoryException the file is not what {@link #write} wrote
     */
    static List<BuildRecord> read(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        // a pipe would be waited for, without end
        if (!attributes.isRegularFile() || attributes.size() > LARGEST) {
            throw new DamagedHistoryException(
                    file, new IOException("it is no regular file, or larger than any history"));
        }
        byte[] text = Files.readAllBytes(file);
        try {
            JsonFields root = new JsonFields(JSON_FORM.mapFrom(text));
            if (root.number("version") > VERSION) {
                throw new IOException("a newer version of this program wrote it");
            }
            return root.objects("builds").stream().map(RecordFile::build).toList();
        } catch (IOException | RuntimeException e) {
            throw new DamagedHistoryException(file, e);
        }
    }

    /** Replaces the file: a reader, or a crash, sees the old text or the new one. */
    static void write(List<BuildRecord> builds, Path file) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", VERSION);
        root.put("builds", builds.stream().map(RecordFile::fields).toList());
        byte[] text = JSON_FORM.asBytes(root);
        WholeFile.write(file, text, WholeFile.PRIVATE);
    }

    private static Map<String, Object> fields(BuildRecord build) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("image", build.image());
        fields.put("date", build.date().toString());
        fields.put("started", build.started().toString());
        fields.put("finished", build.finished().toString());
        fields.put("status", build.outcome().status().name());
        fields.put("message", build.outcome().message());
        fields.put("advice", build.outcome().advice());
        fields.put("inputs", build.inputs());
        fields.put("outputs", build.outputs().stream().map(RecordFile::fields).toList());
        Map<String, Object> steps = new LinkedHashMap<>();
        build.steps().forEach((name, duration) -> steps.put(name, duration.toMillis()));
        fields.put("steps", steps);
        fields.put("values", build.values());
        fields.put("warnings", build.warnings());
        return fields;
    }

    private static Map<String, Object> fields(FileFact file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", file.name());
        fields.put("source", file.source());
        fields.put("sizeBytes", file.sizeBytes());
        fields.put("sha256", file.sha256());
        return fields;
    }

    private static BuildRecord build(JsonFields fields) {
        Map<String, Duration> steps = new LinkedHashMap<>();
        JsonFields millis = fields.object("steps");
        millis.values()
                .keySet()
                .forEach(step -> steps.put(step, Duration.ofMillis(millis.number(step))));
        return new BuildRecord(
                fields.text("image"),
                LocalDate.parse(fields.text("date")),
                Instant.parse(fields.text("started")),
                Instant.parse(fields.text("finished")),
                new Outcome(
                        ExitStatus.valueOf(fields.text("status")),
                        fields.text("message"),
                        fields.text("advice")),
                fields.texts("inputs"),
                fields.objects("outputs").stream().map(RecordFile::file).toList(),
                steps,
                fields.texts("values"),
                Math.toIntExact(fields.number("warnings")));
    }

    private static FileFact file(JsonFields fields) {
        return new FileFact(
                fields.text("name"),
                fields.text("source"),
                fields.number("sizeBytes"),
                fields.text("sha256"));
    }
}

package org.imagefactory.history;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.files.RegularFile;
import org.imagefactory.files.WholeFile;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.JsonFields;
import org.imagefactory.report.Outcome;

/** Remembered builds as JSON. Times are ISO 8601, durations milliseconds, sizes bytes. */
final class RecordFile {

    /** Grows when a field changes its meaning or goes away. */
    private static final int VERSION = 1;

    private static final int LARGEST = 8 << 20;

    private RecordFile() {}

    /**
     * @throws DamagedHistoryException the file is not what {@link #write} wrote
     */
    static List<BuildRecord> read(Path file) throws IOException {
        try {
            byte[] text = RegularFile.read(file, LARGEST);
            JsonFields root = JsonFields.parse(text);
            root.requireVersion(VERSION);
            return root.objects("builds").stream().map(RecordFile::build).toList();
        } catch (FileSystemException e) {
            throw e; // it may be there, and whole
        } catch (IOException | RuntimeException e) {
            throw new DamagedHistoryException(file, e);
        }
    }

    /** Replaces the file: a reader, or a crash, sees the old text or the new one. */
    static void write(List<BuildRecord> builds, Path file) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", VERSION);
        root.put("builds", builds.stream().map(RecordFile::fields).toList());
        WholeFile.write(file, JsonFields.document(root), WholeFile.PRIVATE);
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
        fields.put("outputs", build.outputs().stream().map(FileFact::fields).toList());
        Map<String, Object> steps = new LinkedHashMap<>();
        build.steps().forEach((name, duration) -> steps.put(name, duration.toMillis()));
        fields.put("steps", steps);
        fields.put("values", build.values());
        fields.put("warnings", build.warnings());
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
                fields.objects("outputs").stream().map(FileFact::of).toList(),
                steps,
                fields.texts("values"),
                Math.toIntExact(fields.number("warnings")));
    }
}

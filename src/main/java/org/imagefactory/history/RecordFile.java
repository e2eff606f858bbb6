package org.imagefactory.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;
import org.jspecify.annotations.Nullable;

/** Remembered builds as JSON. Times are ISO 8601, durations milliseconds, sizes bytes. */
final class RecordFile {

    /** Grows when a field changes its meaning or goes away. */
    private static final int VERSION = 1;

    private static final long LARGEST = 64L << 20;
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
        byte[] text = Files.readAllBytes(file);
        try {
            Map<String, Object> root = JSON_FORM.mapFrom(text);
            if (number(root, "version") > VERSION) {
                throw new IOException("a newer version of this program wrote it");
            }
            return objects(root, "builds").stream().map(RecordFile::build).toList();
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
        Path half = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".part");
        try {
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                Channels.newOutputStream(channel).write(text);
                channel.force(true);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
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

    private static BuildRecord build(Map<String, Object> fields) {
        Map<String, Duration> steps = new LinkedHashMap<>();
        Map<String, Object> millis = object(fields, "steps");
        millis.keySet().forEach(step -> steps.put(step, Duration.ofMillis(number(millis, step))));
        return new BuildRecord(
                text(fields, "image"),
                LocalDate.parse(text(fields, "date")),
                Instant.parse(text(fields, "started")),
                Instant.parse(text(fields, "finished")),
                new Outcome(
                        ExitStatus.valueOf(text(fields, "status")),
                        text(fields, "message"),
                        text(fields, "advice")),
                texts(fields, "inputs"),
                objects(fields, "outputs").stream().map(RecordFile::file).toList(),
                steps,
                texts(fields, "values"),
                Math.toIntExact(number(fields, "warnings")));
    }

    private static FileFact file(Map<String, Object> fields) {
        return new FileFact(
                text(fields, "name"),
                text(fields, "source"),
                number(fields, "sizeBytes"),
                text(fields, "sha256"));
    }

    private static String text(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("'%s' is no text".formatted(name));
    }

    private static long number(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("'%s' is no number".formatted(name));
    }

    private static Map<String, String> texts(Map<String, Object> fields, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Object> values = object(fields, name);
        values.keySet().forEach(key -> texts.put(key, text(values, key)));
        return texts;
    }

    private static Map<String, Object> object(Map<String, Object> fields, String name) {
        return object(fields.get(name), name);
    }

    private static List<Map<String, Object>> objects(Map<String, Object> fields, String name) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (fields.get(name) instanceof List<?> list) {
            list.forEach(value -> objects.add(object(value, name)));
            return objects;
        }
        throw new IllegalArgumentException("'%s' is no list".formatted(name));
    }

    private static Map<String, Object> object(@Nullable Object value, String name) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("'%s' is no object".formatted(name));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, field) -> object.put(String.valueOf(key), field));
        return object;
    }
}

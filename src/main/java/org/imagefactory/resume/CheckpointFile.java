package org.imagefactory.resume;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.files.RegularFile;
import org.imagefactory.files.WholeFile;
import org.imagefactory.report.Component;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.FindingFact;
import org.imagefactory.report.JsonFields;
import org.imagefactory.report.StepResult;

/** A checkpoint as JSON. Times are ISO 8601, durations milliseconds, sizes bytes. */
final class CheckpointFile {

    /** Another version is not read: who updates the program builds from the start anyway. */
    private static final int VERSION = 2;

    private static final int LARGEST = 16 << 20;

    private CheckpointFile() {}

    /**
     * What a file says.
     *
     * @param folder name of the folder, beside the file, that has the kept files
     * @param checkpoint about them
     */
    record Content(String folder, Checkpoint checkpoint) {}

    /**
     * @throws IOException the file cannot be read
     * @throws UnfitException it is not what {@link #write} of this version wrote
     */
    static Content read(Path file) throws IOException, UnfitException {
        byte[] text = RegularFile.read(file, LARGEST);
        try {
            JsonFields root = JsonFields.parse(text);
            if (root.number("version") != VERSION) {
                throw new UnfitException("another version of the program kept it");
            }
            return new Content(root.text("folder"), checkpoint(root));
        } catch (IOException | RuntimeException e) {
            throw new UnfitException("the checkpoint is damaged");
        }
    }

    /**
     * Replaces the file: a reader, or a crash, sees the old text or the new one.
     *
     * @throws IOException nothing has changed
     */
    static void write(Content content, Path file) throws IOException {
        byte[] text = JsonFields.document(fields(content));
        if (text.length > LARGEST) {
            throw new IOException("the checkpoint would be too large");
        }
        WholeFile.write(file, text, WholeFile.PRIVATE);
    }

    private static Map<String, Object> fields(Content content) {
        Checkpoint checkpoint = content.checkpoint();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", VERSION);
        fields.put("folder", content.folder());
        fields.put("date", checkpoint.date().toString());
        fields.put("started", checkpoint.started().toString());
        fields.put("fingerprint", fields(checkpoint.fingerprint()));
        fields.put("files", checkpoint.files().stream().map(CheckpointFile::fields).toList());
        fields.put("steps", checkpoint.steps().stream().map(CheckpointFile::fields).toList());
        fields.put("inputs", checkpoint.inputs().stream().map(FileFact::fields).toList());
        Map<String, Object> components = new LinkedHashMap<>();
        checkpoint.components().forEach((part, digest) -> components.put(part.key(), digest));
        fields.put("components", components);
        fields.put("findings", checkpoint.findings().stream().map(CheckpointFile::fields).toList());
        fields.put("values", checkpoint.values());
        fields.put("tools", checkpoint.tools());
        fields.put("warnings", checkpoint.warnings());
        return fields;
    }

    private static Map<String, Object> fields(Fingerprint fingerprint) {
        return Map.of(
                "builder", fingerprint.builder(),
                "answers", fingerprint.answers(),
                "settings", fingerprint.settings(),
                "uploads", fingerprint.uploads());
    }

    private static Map<String, Object> fields(KeptFile file) {
        return Map.of(
                "name", file.name(),
                "bytes", file.bytes(),
                "modified", file.modified(),
                "inode", file.inode(),
                "sha256", file.sha256());
    }

    private static Map<String, Object> fields(StepResult step) {
        return Map.of(
                "name", step.name(),
                "description", step.description(),
                "milliseconds", step.duration().toMillis());
    }

    private static Map<String, Object> fields(FindingFact finding) {
        return Map.of("rule", finding.rule(), "path", finding.path(), "text", finding.text());
    }

    private static Checkpoint checkpoint(JsonFields root) {
        return new Checkpoint(
                fingerprint(root.object("fingerprint")),
                LocalDate.parse(root.text("date")),
                Instant.parse(root.text("started")),
                root.objects("steps").stream().map(CheckpointFile::step).toList(),
                root.objects("inputs").stream().map(FileFact::of).toList(),
                components(root.texts("components")),
                root.objects("findings").stream().map(CheckpointFile::finding).toList(),
                root.texts("values"),
                root.texts("tools"),
                root.list("warnings"),
                root.objects("files").stream().map(CheckpointFile::file).toList());
    }

    private static Map<Component, String> components(Map<String, String> texts) {
        Map<Component, String> components = new LinkedHashMap<>();
        texts.forEach(
                (key, digest) ->
                        Component.parse(key).ifPresent(part -> components.put(part, digest)));
        return components;
    }

    private static Fingerprint fingerprint(JsonFields fields) {
        return new Fingerprint(
                fields.text("builder"),
                fields.text("answers"),
                fields.texts("settings"),
                fields.text("uploads"));
    }

    private static KeptFile file(JsonFields fields) {
        return new KeptFile(
                fields.text("name"),
                fields.number("bytes"),
                fields.text("modified"),
                fields.text("inode"),
                fields.text("sha256"));
    }

    private static StepResult step(JsonFields fields) {
        return new StepResult(
                fields.text("name"),
                fields.text("description"),
                Duration.ofMillis(fields.number("milliseconds")),
                true);
    }

    private static FindingFact finding(JsonFields fields) {
        return new FindingFact(fields.text("rule"), fields.text("path"), fields.text("text"));
    }
}

package org.imagefactory.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;

/**
 * The rules of Agama's profiles: a schema, and what it takes for an installation without a person.
 * Profiles in Jsonnet are a language of their own and are not checked.
 */
final class AgamaValidator implements AnswerValidator {

    private static final String SCHEMA = "agama.schema.json";
    private static final String FIRST_RELEASE = "16.0";
    private static final List<String> NEWER = List.of("access", "ntp");

    /** Keys of the storage section that name other devices. */
    private static final List<String> ALIASES =
            List.of("device", "devices", "physicalVolumes", "targetDevices", "usedPool");

    private static final List<String> TEXTS = List.of("content", "body");

    @Override
    public List<Complaint> look(String text, ImageSpec spec) {
        if (isJsonnet(spec)) {
            return List.of(
                    Complaint.warning(
                            0, "is in Jsonnet, which is not checked: Agama may find mistakes"));
        }
        Optional<Complaint> mark = ByteOrderMark.complaint(text);
        if (mark.isPresent()) {
            return List.of(mark.get());
        }
        JsonDocument document;
        try {
            document = JsonDocument.parse(text);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            return List.of(Complaint.error(line, "is no JSON: " + e.getOriginalMessage()));
        }
        List<Complaint> complaints =
                new ArrayList<>(JsonSchemas.check(SCHEMA, document.root(), document::line));
        product(document, complaints);
        persons(document, complaints);
        disks(document, complaints);
        scripts(document, complaints);
        storage(document, complaints);
        aliases(document, complaints);
        return complaints.stream().sorted().toList();
    }

    private static boolean isJsonnet(ImageSpec spec) {
        return spec.answerFile()
                .map(AnswerFile::file)
                .map(file -> file.toString().contains(".jsonnet"))
                .orElse(false);
    }

    private static void product(JsonDocument document, List<Complaint> complaints) {
        JsonNode root = document.root();
        if (!root.has("product")) {
            complaints.add(
                    Complaint.warning(
                            0,
                            "product: without product.id Agama may wait for somebody to choose"));
        }
        if (root.at("/product/id").asText().endsWith(FIRST_RELEASE)) {
            NEWER.stream()
                    .filter(root::has)
                    .map(
                            key ->
                                    Complaint.warning(
                                            document.line(List.of(key)),
                                            key + ": newer than the Agama of release 16.0"))
                    .forEach(complaints::add);
        }
    }

    /** Drives that are searched by the name of a disk that there is not. */
    private static void disks(JsonDocument document, List<Complaint> complaints) {
        JsonNode drives = document.root().at("/storage/drives");
        for (int i = 0; i < drives.size(); i++) {
            List<String> path = List.of("storage", "drives", String.valueOf(i), "search");
            JsonNode search = drives.get(i).path("search");
            String name =
                    search.isTextual() ? search.asText() : search.at("/condition/name").asText();
            boolean skipped = search.path("ifNotFound").asText().equals("skip");
            MachineDisk.missing(name)
                    .map(text -> new Complaint(document.line(path), !skipped, text))
                    .or(
                            () ->
                                    MachineDisk.doubtful(name)
                                            .map(t -> Complaint.warning(document.line(path), t)))
                    .ifPresent(complaints::add);
        }
    }

    private static void persons(JsonDocument document, List<Complaint> complaints) {
        JsonNode root = document.root();
        if (!root.at("/questions/policy").asText().equals("auto")) {
            complaints.add(
                    Complaint.error(
                            document.line(List.of("questions")),
                            "Agama's questions wait for a person: set questions.policy to auto"));
        }
        boolean someone =
                root.has("user")
                        || Stream.of("password", "sshPublicKey", "sshPublicKeys")
                                .map(name -> root.path("root").path(name))
                                .anyMatch(value -> !value.asText().isEmpty() || !value.isEmpty());
        if (!someone) {
            complaints.add(
                    Complaint.error(
                            document.line(List.of("root")),
                            "nobody could log in, which Agama refuses: set root.password (\"!\" with"
                                    + " hashedPassword locks it), root.sshPublicKey or user"));
        }
    }

    private static void scripts(JsonDocument document, List<Complaint> complaints) {
        JsonNode scripts = document.root().path("scripts");
        scripts.fieldNames()
                .forEachRemaining(
                        kind -> {
                            for (int i = 0; i < scripts.get(kind).size(); i++) {
                                List<String> path = List.of("scripts", kind, String.valueOf(i));
                                script(scripts.get(kind).get(i), path, document, complaints);
                            }
                        });
        if (!scripts.path("init").isEmpty()) {
            complaints.add(
                    Complaint.warning(
                            document.line(List.of("scripts", "init")),
                            "scripts.init run in every copy of the image"));
        }
    }

    private static void script(
            JsonNode script, List<String> path, JsonDocument document, List<Complaint> complaints) {
        Optional<String> text =
                TEXTS.stream()
                        .filter(script::has)
                        .map(name -> script.get(name).asText())
                        .findFirst();
        boolean other = script.has("url");
        if (text.isPresent() == other) {
            complaints.add(
                    Complaint.error(
                            document.line(path),
                            String.join(".", path) + ": has to have either content or url"));
        }
        if (text.isPresent() && !text.get().startsWith("#!")) {
            complaints.add(
                    Complaint.error(
                            document.line(path),
                            String.join(".", path)
                                    + ": the content does not begin with #! and an interpreter"));
        }
    }

    private static void storage(JsonDocument document, List<Complaint> complaints) {
        JsonNode root = document.root();
        JsonNode storage = root.path("storage");
        if (root.has("legacyAutoyastStorage") || storage.has("guided")) {
            return;
        }
        if (storage.path("drives").isEmpty()) {
            complaints.add(
                    Complaint.warning(
                            document.line(List.of("storage")),
                            "without storage.drives Agama makes a layout of its own, with swap and"
                                    + " snapshots"));
            return;
        }
        boolean system =
                storage.findValues("path").stream().anyMatch(path -> path.asText().equals("/"))
                        || !storage.findValues("generate").isEmpty();
        if (!system) {
            complaints.add(
                    Complaint.warning(
                            document.line(List.of("storage", "drives")),
                            "storage: no file system has the path /"));
        }
    }

    /** Devices that refer to each other, which Agama does not install without. */
    private static void aliases(JsonDocument document, List<Complaint> complaints) {
        JsonNode storage = document.root().path("storage");
        if (storage.has("guided")) {
            return; // an older form, with names of disks
        }
        Set<String> known = Set.copyOf(storage.findValuesAsText("alias"));
        ALIASES.stream()
                .flatMap(name -> storage.findValues(name).stream())
                .flatMap(AgamaValidator::texts)
                .filter(alias -> !known.contains(alias))
                .distinct()
                .map(
                        alias ->
                                Complaint.error(
                                        document.line(List.of("storage")),
                                        "storage: no device has the alias " + alias))
                .forEach(complaints::add);
    }

    /** A text, or those in a list, and in the lists of what is generated there. */
    private static Stream<String> texts(JsonNode value) {
        return Stream.concat(
                        JsonDocument.each(value),
                        JsonDocument.elements(value)
                                .flatMap(each -> JsonDocument.elements(each.path("generate"))))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }
}

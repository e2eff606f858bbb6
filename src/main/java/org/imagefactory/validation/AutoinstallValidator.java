package org.imagefactory.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageSpec;

/**
 * User data for Ubuntu's installer: its schema, and what the schema cannot tell. The installer
 * itself only warns of unknown keys; here they are errors, because it ignores what they ask for.
 */
final class AutoinstallValidator implements AnswerValidator {

    private static final String HEADER = "#cloud-config";
    private static final String SCHEMA = "autoinstall.schema.json";

    @Override
    public List<Complaint> look(String text, ImageSpec spec) {
        List<Complaint> complaints = new ArrayList<>();
        if (!text.lines().findFirst().orElse("").strip().equals(HEADER)) {
            complaints.add(
                    Complaint.error(
                            1,
                            "the first line has to be %s, else cloud-init ignores the file"
                                    .formatted(HEADER)));
        }
        try {
            YamlDocument document = YamlDocument.parse(text);
            complaints.addAll(JsonSchemas.check(SCHEMA, document.json(), document::line));
            complaints.addAll(ownRules(document, spec.machine().firmware()));
        } catch (YamlDocument.Broken e) {
            complaints.add(e.complaint());
        }
        return complaints.stream().sorted().toList();
    }

    private static List<Complaint> ownRules(YamlDocument document, Firmware firmware) {
        JsonNode answers = document.json().path("autoinstall");
        if (!answers.isObject()) {
            return List.of(); // told by the schema
        }
        List<Complaint> complaints = new ArrayList<>();
        if (!answers.path("interactive-sections").isEmpty()) {
            complaints.add(
                    Complaint.error(
                            line(document, "interactive-sections"),
                            "interactive-sections: the installer would wait for a person"));
        }
        if (!answers.has("identity") && !answers.has("user-data")) {
            complaints.add(
                    Complaint.error(
                            line(document, "version"),
                            "neither identity nor user-data: the installer would ask for a user"));
        }
        if (!answers.path("shutdown").asText("reboot").equals("poweroff")) {
            complaints.add(
                    Complaint.warning(
                            line(document, "shutdown"),
                            "shutdown is not poweroff: the machine would start again"));
        }
        complaints.addAll(storage(document, answers.path("storage"), firmware));
        return complaints;
    }

    private static List<Complaint> storage(
            YamlDocument document, JsonNode storage, Firmware firmware) {
        if (!storage.has("config") || storage.has("layout")) {
            boolean lvm = storage.path("layout").path("name").asText("lvm").equals("lvm");
            return lvm
                    ? List.of(
                            Complaint.warning(
                                    line(document, "storage"),
                                    "storage: the installer would use LVM, which cannot be"
                                            + " checked and cleaned without libguestfs"))
                    : List.of();
        }
        int line = line(document, "storage");
        JsonNode actions = storage.path("config");
        if (firmware == Firmware.UEFI) {
            boolean loader =
                    of("partition", actions).anyMatch(action -> isTrue(action, "grub_device"));
            return loader
                    ? List.of()
                    : List.of(
                            Complaint.error(
                                    line,
                                    "storage: UEFI needs a partition with grub_device: true for its"
                                            + " boot loader"));
        }
        return of("disk", actions)
                .filter(disk -> disk.path("ptable").asText().equals("gpt"))
                .filter(disk -> isTrue(disk, "grub_device"))
                .filter(
                        disk ->
                                of("partition", actions)
                                        .filter(p -> p.path("device").equals(disk.path("id")))
                                        .noneMatch(
                                                p -> p.path("flag").asText().equals("bios_grub")))
                .map(
                        disk ->
                                Complaint.error(
                                        line,
                                        "storage: the disk %s has ptable: gpt and no partition with"
                                                        .formatted(disk.path("id").asText())
                                                + " flag: bios_grub, which a BIOS needs"))
                .toList();
    }

    private static Stream<JsonNode> of(String type, JsonNode actions) {
        return StreamSupport.stream(actions.spliterator(), false)
                .filter(action -> action.path("type").asText().equals(type));
    }

    private static boolean isTrue(JsonNode action, String name) {
        return action.path(name).asBoolean();
    }

    private static int line(YamlDocument document, String key) {
        return document.line(List.of("autoinstall", key));
    }
}

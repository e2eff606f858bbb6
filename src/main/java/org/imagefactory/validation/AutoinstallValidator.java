package org.imagefactory.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageSpec;

/**
 * User data for Ubuntu's installer: its schema, and what the schema cannot tell. The installer
 * itself only warns of unknown keys; here they are errors, because it ignores what they ask for.
 */
final class AutoinstallValidator implements AnswerValidator {

    private static final String HEADER = "#cloud-config";
    private static final String TEMPLATE = "## template: jinja";
    private static final String SCHEMA = "autoinstall.schema.json";

    @Override
    public List<Complaint> look(String text, ImageSpec spec) {
        List<Complaint> complaints = new ArrayList<>();
        ByteOrderMark.complaint(text).ifPresent(complaints::add);
        String start = ByteOrderMark.strip(text).stripLeading();
        if (startsWith(start, "content-type:") || startsWith(start, "mime-version:")) {
            return List.of(Complaint.warning(1, "has parts in MIME, which are not checked"));
        }
        boolean template = startsWith(start, TEMPLATE);
        String header = template ? start.lines().skip(1).findFirst().orElse("") : start;
        if (!startsWith(header, HEADER) || startsWith(header, HEADER + "-")) {
            complaints.add(
                    Complaint.error(
                            1,
                            "the first line has to be %s, else cloud-init ignores the file"
                                    .formatted(HEADER)));
        }
        if (template) {
            complaints.add(Complaint.warning(1, "is a template of Jinja, which is not checked"));
            return complaints;
        }
        try {
            YamlDocument document = YamlDocument.parse(ByteOrderMark.strip(text));
            complaints.addAll(JsonSchemas.check(SCHEMA, document.json(), document::line));
            complaints.addAll(document.twice());
            complaints.addAll(ownRules(document, spec.machine().firmware()));
        } catch (YamlDocument.Broken e) {
            complaints.add(e.complaint());
        }
        return complaints.stream().sorted().toList();
    }

    /** As cloud-init compares. */
    private static boolean startsWith(String text, String header) {
        return text.regionMatches(true, 0, header, 0, header.length());
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
        complaints.addAll(new AutoinstallStorage(document, firmware).look());
        return complaints;
    }

    private static int line(YamlDocument document, String key) {
        return document.line(List.of("autoinstall", key));
    }
}

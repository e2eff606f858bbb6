package org.imagefactory.scan;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.report.JsonFields;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.ScanGate;
import org.imagefactory.spec.Severity;

/**
 * A vulnerability and what was decided about it.
 *
 * @param exception by which it is accepted, or was until it expired
 * @param accepted whether the exception still holds
 */
public record ScanFinding(
        Vulnerability vulnerability, Optional<ScanException> exception, boolean accepted) {

    /** Whether it counts for a gate. */
    boolean breaks(ScanGate gate) {
        return !accepted
                && vulnerability.decided()
                && gate.counts(vulnerability.severity(), vulnerability.isFixable());
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", vulnerability.id());
        fields.put("source", vulnerability.source());
        fields.put("version", vulnerability.version());
        fields.put("severity", Choice.name(vulnerability.severity()));
        fields.put("state", vulnerability.decided() ? "affected" : "undetermined");
        fields.put("fixedVersion", vulnerability.fixed());
        fields.put("note", vulnerability.note());
        fields.put("description", vulnerability.description());
        fields.put("exception", exception.map(this::fields).stream().toList());
        return fields;
    }

    private Map<String, Object> fields(ScanException said) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("for", said.source());
        fields.put("until", said.until().toString());
        fields.put("reason", said.reason());
        fields.put("state", accepted ? "accepted" : "expired");
        return fields;
    }

    static ScanFinding of(JsonFields fields) {
        Vulnerability vulnerability =
                new Vulnerability(
                        fields.text("id"),
                        fields.text("source"),
                        fields.text("version"),
                        Choice.parse(Severity.class, fields.text("severity")),
                        fields.text("state").equals("affected"),
                        fields.text("fixedVersion"),
                        fields.text("note"),
                        fields.text("description"));
        List<JsonFields> exceptions = fields.objects("exception");
        return new ScanFinding(
                vulnerability,
                exceptions.stream()
                        .findFirst()
                        .map(
                                said ->
                                        new ScanException(
                                                vulnerability.id(),
                                                said.text("for"),
                                                LocalDate.parse(said.text("until")),
                                                said.text("reason"))),
                exceptions.stream().anyMatch(said -> said.text("state").equals("accepted")));
    }
}

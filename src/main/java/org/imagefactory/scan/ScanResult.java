package org.imagefactory.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.imagefactory.files.RegularFile;
import org.imagefactory.files.WholeFile;
import org.imagefactory.report.JsonFields;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.ScanGate;
import org.imagefactory.spec.Severity;

/**
 * What a scan found.
 *
 * @param system that was scanned: {@code debian-13}
 * @param source of the advisories
 * @param asOf when the source had them
 * @param scanned when
 * @param packages how many source packages were looked at
 * @param findings the gravest first
 */
public record ScanResult(
        String system,
        String source,
        Instant asOf,
        Instant scanned,
        int packages,
        List<ScanFinding> findings) {

    /** Grows when a field changes its meaning or goes away. */
    private static final int VERSION = 1;

    private static final int LARGEST = 64 << 20;

    public ScanResult {
        findings = List.copyOf(findings);
    }

    /** How many vulnerabilities the system has, without those that are accepted or negligible. */
    public long open() {
        return count(finding -> true);
    }

    /** How many of them an update removes. */
    public long fixable() {
        return count(finding -> finding.vulnerability().isFixable());
    }

    /** How many of them are as bad as that. */
    public long count(Severity severity) {
        return count(finding -> finding.vulnerability().severity() == severity);
    }

    private long count(Predicate<ScanFinding> which) {
        ScanGate any = ScanGate.parse("any");
        return findings.stream().filter(f -> f.breaks(any)).filter(which).count();
    }

    /** Those that a gate does not let through. */
    public List<ScanFinding> breaking(ScanGate gate) {
        return findings.stream().filter(finding -> finding.breaks(gate)).toList();
    }

    /** Names of all that the system is known to have, accepted or not. */
    public Set<String> ids() {
        return findings.stream()
                .filter(finding -> finding.vulnerability().decided())
                .map(finding -> finding.vulnerability().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One sentence for people. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        for (Severity severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM)) {
            if (count(severity) > 0) {
                parts.add("%d %s".formatted(count(severity), Choice.name(severity)));
            }
        }
        long accepted = findings.stream().filter(ScanFinding::accepted).count();
        if (accepted > 0) {
            parts.add(accepted + " more accepted");
        }
        return "%s%s; a rebuild would fix %d"
                .formatted(
                        known(open()),
                        parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")",
                        fixable());
    }

    static String known(long count) {
        return count == 1 ? "1 known vulnerability" : count + " known vulnerabilities";
    }

    /** Replaces the file in one step. */
    public void write(Path file) throws IOException {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("open", open());
        summary.put("fixable", fixable());
        for (Severity severity : Severity.values()) {
            if (severity != Severity.NEGLIGIBLE) {
                summary.put(Choice.name(severity), count(severity));
            }
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", VERSION);
        root.put("system", system);
        root.put("source", source);
        root.put("asOf", asOf.toString());
        root.put("scanned", scanned.toString());
        root.put("packages", packages);
        root.put("summary", summary);
        root.put("findings", findings.stream().map(ScanFinding::fields).toList());
        WholeFile.write(file, JsonFields.document(root), WholeFile.PUBLIC);
    }

    /**
     * @throws IOException the file cannot be read, or is no result of a scan
     */
    public static ScanResult read(Path file) throws IOException {
        try {
            JsonFields fields = JsonFields.parse(RegularFile.read(file, LARGEST));
            fields.requireVersion(VERSION);
            return new ScanResult(
                    fields.text("system"),
                    fields.text("source"),
                    Instant.parse(fields.text("asOf")),
                    Instant.parse(fields.text("scanned")),
                    Math.toIntExact(fields.number("packages")),
                    fields.objects("findings").stream().map(ScanFinding::of).toList());
        } catch (RuntimeException e) {
            throw new IOException("%s is no result of a scan: %s".formatted(file, e), e);
        }
    }
}

package org.imagefactory.scan;

import java.util.ArrayList;
import java.util.List;
import org.imagefactory.manifest.VexStatement;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.Severity;

/** Puts findings into the words of CycloneDX. */
public final class ScanVex {

    private ScanVex() {}

    /** A statement for each finding. */
    public static List<VexStatement> of(ScanResult result) {
        String page = Feed.of(result.system()).map(Feed::page).orElse("");
        return result.findings().stream().map(finding -> statement(finding, page)).toList();
    }

    private static VexStatement statement(ScanFinding finding, String page) {
        Vulnerability vulnerability = finding.vulnerability();
        List<String> responses = new ArrayList<>();
        List<String> details = new ArrayList<>();
        if (vulnerability.isFixable()) {
            responses.add("update");
            details.add("fixed in " + vulnerability.fixed());
        }
        if (!vulnerability.note().isEmpty()) {
            details.add("the distribution says: " + vulnerability.note());
        }
        finding.exception()
                .filter(said -> finding.accepted())
                .ifPresent(
                        said -> {
                            responses.add("will_not_fix");
                            details.add(
                                    "accepted until %s: %s".formatted(said.until(), said.reason()));
                        });
        return new VexStatement(
                vulnerability.id(),
                page.replace("%s", vulnerability.id()),
                severity(vulnerability.severity()),
                vulnerability.description(),
                vulnerability.decided() ? "exploitable" : "in_triage",
                responses,
                String.join("; ", details),
                vulnerability.source(),
                vulnerability.version());
    }

    private static String severity(Severity severity) {
        return severity == Severity.NEGLIGIBLE ? "none" : Choice.name(severity);
    }
}

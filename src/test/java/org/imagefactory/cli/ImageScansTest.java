package org.imagefactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.Records;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.scan.ScanResult;
import org.imagefactory.scan.ScapResult;
import org.imagefactory.scan.ScapRule;
import org.imagefactory.spec.ImageName;
import org.imagefactory.status.ImageStatus;
import org.imagefactory.status.Overview;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What status says of scans. */
class ImageScansTest {

    private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final BuildRecord BUILD = Records.good("a", 1);
    private static final Overview OVERVIEW =
            new Overview(List.of(new ImageStatus("a", List.of(BUILD))), List.of());

    @TempDir private Path folder;

    private Path file(DocumentKind kind) {
        return new Workspace(DayNames.of(new ImageName("a"), BUILD.date()), folder)
                .publishedDocument(kind);
    }

    private JsonNode lastGood() throws Exception {
        return new ObjectMapper()
                .readTree(StatusJson.text(OVERVIEW, folder, NOW))
                .at("/images/0/lastGood");
    }

    private String lines() {
        return StatusTable.text(OVERVIEW, folder, CLOCK).lines().skip(2).toList().toString();
    }

    private void rules(Map<String, Long> numbers, double score) throws Exception {
        List<ScapRule> failed = List.of(new ScapRule("no_empty_passwords", "high", "None"));
        new ScapResult("debian-13", "g.xml", "standard", NOW, score, numbers, failed, List.of())
                .write(file(DocumentKind.SCAP));
    }

    @Test
    void anImageWithoutScansHasNoWordOfThem() throws Exception {
        assertThat(lines()).isEqualTo("[]");
        assertThat(lastGood().has("scan")).isFalse();
        assertThat(lastGood().has("scap")).isFalse();
    }

    @Test
    void tellsScoreAndVulnerabilities() throws Exception {
        new ScanResult("debian-13", "u", NOW, NOW, 3, List.of()).write(file(DocumentKind.SCAN));
        rules(Map.of("pass", 3L, "fail", 1L), 75.5);

        assertThat(lines())
                .isEqualTo(
                        "[a: 0 known vulnerabilities; a rebuild would fix 0,"
                                + " a: 75.50 % by the profile standard: 1 of 4 rules failed]");
        assertThat(lastGood().get("scan"))
                .hasToString(
                        "{\"scanned\":\"2026-11-22T11:00:00Z\",\"open\":0,\"fixable\":0,"
                                + "\"summary\":\"0 known vulnerabilities; a rebuild would fix 0\"}");
        assertThat(lastGood().get("scap"))
                .hasToString(
                        "{\"evaluated\":\"2026-11-22T11:00:00Z\",\"profile\":\"standard\","
                                + "\"score\":75.5,\"judged\":4,\"failed\":1,"
                                + "\"summary\":\"75.50 % by the profile standard:"
                                + " 1 of 4 rules failed\"}");
    }

    @Test
    void aScoreOfNoRulesIsNone() throws Exception {
        rules(Map.of("notapplicable", 9L), 0);

        assertThat(lastGood().at("/scap/score").isNull()).isTrue();
        assertThat(lines()).contains("no rule of the profile standard could be judged, of 9");
    }
}

package org.imagefactory.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.spec.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {

    private static final Instant START = Instant.parse("2026-11-22T01:02:03Z");

    @TempDir private Path folder;

    @Test
    void writesEverything() throws Exception {
        Path file = folder.resolve("mini-2026-11-22.json");

        JsonReport.write(report(Outcome.SUCCESS), file);

        assertThat(Files.readString(file))
                .contains("\"schemaVersion\" : 1")
                .contains("\"outcome\" : \"success\"")
                .contains("\"exitStatus\" : 0")
                .contains("\"started\" : \"2026-11-22T01:02:03Z\"")
                .contains("\"durationSeconds\" : 61.5")
                .contains("\"origin\" : \"/etc/image-factory.conf:3\"")
                .contains("\"sha256\" : \"" + "0".repeat(64) + "\"")
                .contains("\"rule\" : \"machine-id\"", "\"path\" : \"/etc/machine-id\"")
                .endsWith("}\n");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void tellsWhatFailed() throws Exception {
        Path file = folder.resolve("report.json");

        JsonReport.write(
                report(new Outcome(ExitStatus.TIME_LIMIT, "a \"long\"\nmessage", "wait")), file);

        assertThat(Files.readString(file))
                .contains("\"outcome\" : \"failure\"")
                .contains("\"exitStatus\" : 7")
                .contains("\"message\" : \"a \\\"long\\\"\\nmessage\"");
    }

    @Test
    void replacesAnOlderReportAndLeavesNothingHalfMade() throws Exception {
        Path file = folder.resolve("report.json");
        Files.writeString(file, "old");

        JsonReport.write(report(Outcome.SUCCESS), file);

        assertThat(Files.readString(file)).startsWith("{");
        assertThatThrownBy(() -> JsonReport.write(report(Outcome.SUCCESS), folder.resolve("no/x")))
                .isInstanceOf(IOException.class);
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    private static BuildReport report(Outcome outcome) {
        return new BuildReport(
                "image-factory 2.0.0",
                "mini",
                outcome,
                START,
                START.plusMillis(61_500),
                Map.of("format", new Setting("qcow2", "/etc/image-factory.conf:3")),
                Map.of("qemu-img", "7.2.22"),
                List.of(new FileFact("linux", "http://example.com/linux", 5, "0".repeat(64))),
                List.of(new StepResult("install", "install", Duration.ofSeconds(60), true)),
                List.of(),
                Map.of("disk-used-bytes", "5"),
                List.of(new FindingFact("machine-id", "/etc/machine-id", "holds an ID")),
                List.of("watch out"));
    }
}

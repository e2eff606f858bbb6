package org.imagefactory.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DayNameTest {

    private static final ImageName DEBIAN_12 = new ImageName("debian-12");

    @ParameterizedTest
    @CsvSource({
        "raw, IMAGE",
        "qcow2, IMAGE",
        "raw.sha256sum, CHECKSUM",
        "qcow2.sha256sum, CHECKSUM",
        "qcow2.sha256sum.asc, SIGNATURE",
        "qcow2.sha256sum.sigstore.json, SIGNATURE",
        "provenance.json.asc, SIGNATURE",
        "packages, DOCUMENT",
        "cdx.json, DOCUMENT",
        "spdx.json, DOCUMENT",
        "changes, DOCUMENT",
        "provenance.json, DOCUMENT",
        "console.log, CONSOLE_LOG",
        "boot.console.log, CONSOLE_LOG",
        "failure.tar.gz, FAILURE_BUNDLE",
        "log, LOG",
        "json, REPORT"
    })
    void everyResultHasItsKind(String suffix, ResultKind kind) {
        DayName name =
                DayName.parse(DEBIAN_12.text(), "debian-12-2026-01-31." + suffix).orElseThrow();

        assertThat(name.date()).isEqualTo(LocalDate.of(2026, 1, 31));
        assertThat(name.kind()).contains(kind);
        assertThat(name).hasToString("debian-12-2026-01-31." + suffix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "txt",
                "notes",
                "raw.bak",
                "qcow2.gz",
                "log.1",
                "json~",
                "packages.old",
                "sha256sum",
                "raw.sha256sum~",
                "provenance.json.",
                "RAW",
                "vmdk"
            })
    void otherFilesOfTheSameNameAreNoResults(String suffix) {
        assertThat(
                        DayName.parse(DEBIAN_12.text(), "debian-12-2026-01-31." + suffix)
                                .orElseThrow()
                                .kind())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "debian,        debian-12-2026-01-31.raw",
        "debian-1,      debian-12-2026-01-31.raw",
        "debian-12,     debian-2026-01-31.raw",
        "debian-12,     debian-122-2026-01-31.raw",
        "debian,        debian-2026-01-31-2026-02-01.raw",
        "debian-12,     debian-12-2026-02-30.raw",
        "debian-12,     debian-12-latest.qcow2",
        "debian-12,     debian-12-2026-01-31",
        "debian-12,     debian-12-2026-01-31.",
        "debian-12,     debian-12-2026-01-31_raw",
        "debian-12,     .debian-12-2026-01-31.raw",
        "debian-12,     debian-12.2026-01-31.raw",
        "debian-12,     debian-12"
    })
    void filesOfOtherImagesAreNotMistaken(String image, String file) {
        assertThat(DayName.parse(image, file)).isEmpty();
    }

    @Test
    void everyNameOfAWorkspaceIsKnown() {
        Workspace workspace =
                new Workspace(DayNames.of(DEBIAN_12, LocalDate.of(2026, 1, 31)), Path.of("/srv"));
        List<Path> files =
                new ArrayList<>(
                        List.of(
                                workspace.publishedConsoleLog(),
                                workspace.publishedBootConsoleLog(),
                                workspace.failureBundle(),
                                workspace.reportFile()));
        for (DiskFormat format : DiskFormat.values()) {
            files.add(workspace.published(format));
            files.add(workspace.publishedChecksum(format));
        }
        for (DocumentKind kind : DocumentKind.values()) {
            files.add(workspace.publishedDocument(kind));
        }

        assertThat(files)
                .allSatisfy(
                        file ->
                                assertThat(
                                                DayName.parse(
                                                                DEBIAN_12.text(),
                                                                file.toFile().getName())
                                                        .orElseThrow()
                                                        .kind())
                                        .isPresent());
    }
}

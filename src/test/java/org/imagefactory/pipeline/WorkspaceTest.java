package org.imagefactory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagefactory.history.DayNames;
import org.imagefactory.results.BuildName;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkspaceTest {

    private final Workspace workspace =
            new Workspace(
                    DayNames.of(new ImageName("debian-13"), LocalDate.of(2026, 11, 22)),
                    Path.of("/srv/images"));

    @Test
    void documentsAreStagedAndPublishedUnderTheSameName() {
        assertThat(workspace.document("qcow2.sha256sum.asc"))
                .isEqualTo(
                        Path.of(
                                "/srv/images/.debian-13.staging/"
                                        + "debian-13-2026-11-22.qcow2.sha256sum.asc"));
        assertThat(workspace.publishedDocument("qcow2.sha256sum.asc"))
                .isEqualTo(Path.of("/srv/images/debian-13-2026-11-22.qcow2.sha256sum.asc"));
    }

    @ParameterizedTest
    @CsvSource({
        "PACKAGES, debian-13-2026-11-22.packages",
        "CYCLONEDX, debian-13-2026-11-22.cdx.json",
        "SPDX, debian-13-2026-11-22.spdx.json",
        "CHANGES, debian-13-2026-11-22.changes",
        "PROVENANCE, debian-13-2026-11-22.provenance.json"
    })
    void everyKindHasItsName(DocumentKind kind, String name) {
        assertThat(workspace.document(kind)).isEqualTo(workspace.staging().resolve(name));
        assertThat(workspace.publishedDocument(kind))
                .isEqualTo(workspace.outputFolder().resolve(name));
    }

    @Test
    void noDocumentTakesTheNameOfAnotherResult() {
        Set<Path> names =
                new HashSet<>(
                        List.of(
                                workspace.published(DiskFormat.RAW),
                                workspace.published(DiskFormat.QCOW2),
                                workspace.publishedChecksum(DiskFormat.RAW),
                                workspace.publishedChecksum(DiskFormat.QCOW2),
                                workspace.publishedConsoleLog(),
                                workspace.reportFile()));
        for (DocumentKind kind : DocumentKind.values()) {
            assertThat(names.add(workspace.publishedDocument(kind))).as(kind.name()).isTrue();
        }
    }

    /** A store has other names than days. */
    @Test
    void theBuildsNameIsWhateverItsOwnerSays() {
        BuildName name = new BuildName(new ImageName("debian-13"), "uuid", "2f6b-1", "2f6b-1");
        Workspace workspace = new Workspace(name, Path.of("/srv/images"));

        assertThat(workspace.published(DiskFormat.QCOW2)).hasToString("/srv/images/2f6b-1.qcow2");
        assertThat(workspace.reportFile()).hasToString("/srv/images/2f6b-1.json");
        assertThat(workspace.staging()).hasToString("/srv/images/.debian-13.staging");
        assertThat(name.variables()).containsExactly(Map.entry("IMAGE_FACTORY_UUID", "2f6b-1"));
    }
}

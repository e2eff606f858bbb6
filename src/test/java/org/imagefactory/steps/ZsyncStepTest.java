package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.DiskFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZsyncStepTest {

    @TempDir private Path folder;
    private StepFixture fixture;

    @BeforeEach
    void make() throws Exception {
        fixture = new StepFixture(folder);
    }

    @Test
    void namesTheImageAsANeighbour() throws Exception {
        Files.write(fixture.workspace.staged(DiskFormat.QCOW2), new byte[10_000]);
        fixture.run(step());
        assertThat(
                        Files.readString(
                                fixture.workspace.document(DocumentKind.ZSYNC),
                                StandardCharsets.ISO_8859_1))
                .contains("Filename: img-2026-11-22.qcow2\n", "URL: img-2026-11-22.qcow2\n")
                .contains("Blocksize: 2048\n", "Length: 10000\n");
    }

    @Test
    void withoutAnImageItFails() {
        assertThatThrownBy(() -> fixture.run(step())).hasMessageContaining("preparing zsync");
    }

    private ZsyncStep step() {
        return new ZsyncStep(fixture.workspace, DiskFormat.QCOW2, fixture.runner);
    }
}

package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Disk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CreateDiskStepTest {

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeEach
    void makeFixture() throws Exception {
        fixture = new StepFixture(root);
    }

    private void run(Disk disk) throws Exception {
        fixture.run(new CreateDiskStep(fixture.workspace, disk, fixture.tools));
    }

    @Test
    void makesOneHole() throws Exception {
        run(StepFixture.DISK);
        assertThat(fixture.workspace.rawDisk()).hasSize(StepFixture.SIZE);
        assertThat(DiskImages.allocated(fixture.workspace.rawDisk())).isLessThan(64 * 1024);
        assertThat(fixture.facts.values())
                .containsEntry("disk-size-bytes", Long.toString(StepFixture.SIZE));
        assertThat(fixture.warnings()).isEmpty();
    }

    @Test
    void warnsOfADiskLargerThanTheHost() throws Exception {
        run(StepFixture.with(DataSize.parse("2T")));
        assertThat(fixture.warnings())
                .singleElement()
                .asString()
                .contains("less than the disk's 2 TiB");
    }

    @Test
    void previewsWhatItRuns() {
        assertThat(new CreateDiskStep(fixture.workspace, StepFixture.DISK, fixture.tools).preview())
                .singleElement()
                .asString()
                .endsWith(" && qemu-img create -q -f raw img-2026-11-22.raw 67108864)");
    }

    @Test
    void tellsOfAFullHost() {
        fixture.runner.failing("qemu-img", 1, "qemu-img: x: No space left on device");
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOf(HostException.class)
                .hasMessage("creating the disk: no space left in " + fixture.workspace.staging());
    }

    @Test
    void leavesNothingWhenInterrupted() throws Exception {
        fixture.runner.interrupting("qemu-img");
        assertThatThrownBy(() -> run(StepFixture.DISK)).isInstanceOf(InterruptedException.class);
        assertThat(fixture.staged()).isEmpty();
    }
}

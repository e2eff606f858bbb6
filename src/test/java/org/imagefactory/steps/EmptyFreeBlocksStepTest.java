package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.spec.ZeroFree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EmptyFreeBlocksStepTest {

    private static final String SECRET = "deleted by the installer ";

    @TempDir Path root;
    private StepFixture fixture;

    /** A disk with 16 MiB of a deleted file in its free blocks, and 4 MiB of data. */
    @BeforeEach
    void fillAndDelete() throws Exception {
        fixture = new StepFixture(root);
        fixture.file("etc/os-release", "ID=test\n");
        fixture.file("data", "data that stays\n".repeat(1 << 18));
        fixture.file("big", SECRET.repeat((16 << 20) / SECRET.length()));
        fixture.install("ext4");
        fixture.onDisk("debugfs", "-w", "-R", "rm /big");
        assertThat(secrets()).isGreaterThan(100_000);
    }

    private int secrets() throws Exception {
        String all = Files.readString(fixture.workspace.rawDisk(), StandardCharsets.ISO_8859_1);
        int count = 0;
        for (int at = all.indexOf(SECRET); at >= 0; at = all.indexOf(SECRET, at + 1)) {
            count++;
        }
        return count;
    }

    private void run(ZeroFree mode) throws Exception {
        fixture.run(
                new EmptyFreeBlocksStep(fixture.workspace, StepFixture.with(mode), fixture.tools));
    }

    @ParameterizedTest
    @EnumSource(names = {"DISCARD", "ZEROFREE"})
    void leavesOnlyZerosAndAHole(ZeroFree mode) throws Exception {
        run(mode);
        assertThat(secrets()).isZero();
        // 4 MiB of data, 4 MiB of journal
        assertThat(DiskImages.allocated(fixture.workspace.rawDisk())).isLessThan(10L << 20);
        assertThat(fixture.workspace.rawDisk()).hasSize(StepFixture.SIZE);
        assertThat(fixture.onDisk("debugfs", "-R", "cat /data")).contains("data that stays");
        assertThat(fixture.onDisk("zerofree", "-n", "-v")).contains("\r0/");
        fixture.assertClean();
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
        assertThat(fixture.warnings()).isEmpty();
    }

    @Test
    void writesZerosWhereHolesCannotBe() throws Exception {
        // such a host makes e2fsck stop discarding without a word, and so does its read-only form
        fixture.runner.failing("fallocate", 1, "Operation not supported");
        run(ZeroFree.DISCARD);
        assertThat(fixture.warnings()).singleElement().asString().contains("without holes");
        assertThat(fixture.runner.commands()).last().asString().startsWith("zerofree ");
        assertThat(secrets()).isZero();
    }

    @Test
    void leavesEverythingIfAsked() throws Exception {
        run(ZeroFree.NONE);
        assertThat(secrets()).isPositive();
        assertThat(fixture.runner.commands()).isEmpty();
    }

    @Test
    void refusesDamage() throws Exception {
        fixture.runner.failing("e2fsck", 4, "inode 12 is bad");
        assertThatThrownBy(() -> run(ZeroFree.DISCARD))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("inode 12 is bad");
    }

    @Test
    void tellsOfAFullDisk() throws Exception {
        fixture.runner.failing("zerofree", 1, "write: No space left on device");
        assertThatThrownBy(() -> run(ZeroFree.ZEROFREE))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no space left in " + fixture.workspace.staging());
        fixture.assertClean();
    }

    @Test
    void leavesNoProbeWhenInterrupted() throws Exception {
        fixture.runner.interrupting("fallocate");
        assertThatThrownBy(() -> run(ZeroFree.ZEROFREE)).isInstanceOf(InterruptedException.class);
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }
}

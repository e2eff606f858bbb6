package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.imagefactory.disk.BlockRange;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.disk.ZeroCheck;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandResult;
import org.imagefactory.spec.ZeroFree;
import org.imagefactory.tools.TestRunner;
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

    /** The journal of a real system is full of what the installation wrote last. */
    @Test
    void emptiesTheJournal() throws Exception {
        String answer = fixture.onDisk("debugfs", "-R", "bmap <8> 3");
        long block = Long.parseLong(answer.lines().reduce((a, b) -> b).orElseThrow().strip());
        int blockBytes = 1024;
        DiskImages.write(
                fixture.workspace.rawDisk(),
                StepFixture.OFFSET + block * blockBytes,
                SECRET.getBytes(StandardCharsets.US_ASCII));
        run(ZeroFree.DISCARD);
        assertThat(secrets()).isZero();
        fixture.assertClean();
    }

    @Test
    void writesZerosWhereHolesCannotBe() throws Exception {
        // on such a host e2fsck stops discarding without a word
        fixture.runner.replacing("discard", done());
        run(ZeroFree.DISCARD);
        assertThat(fixture.warnings()).singleElement().asString().contains("makes no holes");
        assertThat(fixture.runner.commands()).last().asString().startsWith("zerofree ");
        assertThat(secrets()).isZero();
    }

    private static TestRunner.Stand done() {
        return command -> new CommandResult(0, List.of(), Duration.ZERO);
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
        fixture.runner.failing("discard", 8, "write: No space left on device");
        assertThatThrownBy(() -> run(ZeroFree.ZEROFREE))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no space left in " + fixture.workspace.staging());
        fixture.assertClean();
    }

    @Test
    void leavesAGoodDiskWhenInterrupted() throws Exception {
        fixture.runner.interrupting("dumpe2fs");
        assertThatThrownBy(() -> run(ZeroFree.ZEROFREE)).isInstanceOf(InterruptedException.class);
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }

    /** Every byte of every free block counts, wherever a piece of a reading ends. */
    @Test
    void seesSingleBytes() throws Exception {
        Path disk = DiskImages.empty(root.resolve("bytes"), 5L << 20);
        List<BlockRange> all = List.of(new BlockRange(1, 2), new BlockRange(7, 3500));
        assertThat(ZeroCheck.areZeros(disk, 512, 1024, all)).isTrue();
        for (long block : List.of(0L, 3L, 6L, 3501L)) {
            DiskImages.write(disk, 512 + block * 1024, new byte[] {1});
            DiskImages.write(disk, 512 + block * 1024 + 1023, new byte[] {1});
        }
        assertThat(ZeroCheck.areZeros(disk, 512, 1024, all)).isTrue();
        for (long at : List.of(1024L, 3L * 1024 - 1, 7L * 1024, 1033L * 1024, 3501L * 1024 - 1)) {
            DiskImages.write(disk, 512 + at, new byte[] {1});
            assertThat(ZeroCheck.areZeros(disk, 512, 1024, all)).isFalse();
            DiskImages.write(disk, 512 + at, new byte[] {0});
        }
        assertThat(ZeroCheck.areZeros(disk, 512, 1024, List.of(new BlockRange(9000, 9999))))
                .isTrue();
    }
}

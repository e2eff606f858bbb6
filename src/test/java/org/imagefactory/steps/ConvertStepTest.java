package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.Command;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ZeroFree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConvertStepTest {

    private static final String RAW = "img-2026-11-22.raw";
    private static final String QCOW2 = "img-2026-11-22.qcow2";

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeEach
    void makeDisk() throws Exception {
        fixture = new StepFixture(root);
        Path disk = DiskImages.empty(fixture.workspace.rawDisk(), StepFixture.SIZE);
        byte[] data = new byte[5_000_000];
        new Random(3).nextBytes(data);
        DiskImages.write(disk, 7_000_000, data);
    }

    private void run(Disk disk) throws Exception {
        fixture.run(new ConvertStep(fixture.workspace, disk, fixture.tools));
    }

    @ParameterizedTest
    @EnumSource
    void convertsWithoutLoss(Compression compression) throws Exception {
        run(
                new Disk(
                        StepFixture.DISK.size(),
                        DiskFormat.QCOW2,
                        true,
                        compression,
                        ZeroFree.NONE,
                        true));
        assertThat(fixture.staged()).containsExactly(QCOW2, RAW);
        Path none = Path.of("/dev/null");
        String qcow2 = fixture.workspace.staged(DiskFormat.QCOW2).toString();
        DiskImages.run(
                List.of(
                        "qemu-img",
                        "compare",
                        "-f",
                        "raw",
                        "-F",
                        "qcow2",
                        "file:" + fixture.workspace.rawDisk(),
                        "file:" + qcow2),
                none);
        String info = DiskImages.run(List.of("qemu-img", "info", "file:" + qcow2), none);
        assertThat(info)
                .contains(
                        "compression type: " + (compression == Compression.ZSTD ? "zstd" : "zlib"));
        assertThat(fixture.events)
                .anyMatch(
                        event ->
                                event instanceof BuildEvent.Progress progress
                                        && progress.percent().orElse(0) == 100);
    }

    @Test
    void dropsTheRawDisk() throws Exception {
        run(StepFixture.with(DiskFormat.QCOW2, false));
        assertThat(fixture.staged()).containsExactly(QCOW2);
    }

    @Test
    void leavesARawImageAlone() throws Exception {
        run(StepFixture.with(DiskFormat.RAW, false));
        assertThat(fixture.staged()).containsExactly(RAW);
        assertThat(fixture.runner.commands()).isEmpty();
    }

    @Test
    void keepsTheRawDiskWhenConversionFails() throws Exception {
        fixture.runner.failing(
                "convert", 1, "error while writing at byte 0: No space left on device");
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("converting the disk: no space left in");
        assertThat(fixture.staged()).containsExactly(RAW);
    }

    @Test
    void keepsTheRawDiskWhenTheResultIsBad() throws Exception {
        fixture.runner.failing("qemu-img check", 2, "1 errors were found on the image");
        assertThatThrownBy(() -> run(StepFixture.DISK)).isInstanceOf(HostException.class);
        assertThat(fixture.staged()).containsExactly(RAW);
    }

    /** A converter that says it did its work, and lost a byte. */
    @Test
    void noticesAnImageThatIsAnother() throws Exception {
        fixture.runner.changing(
                "convert",
                command ->
                        Command.of(
                                        "sh",
                                        "-c",
                                        "%s && qemu-io -f qcow2 -c 'write -P 7 7000000 512' %s"
                                                .formatted(
                                                        command,
                                                        fixture.workspace
                                                                .staged(DiskFormat.QCOW2)
                                                                .toFile()
                                                                .getName()))
                                .in(fixture.workspace.staging()));
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("does not hold what the disk holds");
        assertThat(fixture.staged()).containsExactly(RAW);
    }

    @Test
    void keepsTheRawDiskWhenInterrupted() throws Exception {
        fixture.runner.interrupting("convert");
        assertThatThrownBy(() -> run(StepFixture.DISK)).isInstanceOf(InterruptedException.class);
        assertThat(fixture.staged()).containsExactly(RAW);
    }

    @Test
    void canBeDoneAgain() throws Exception {
        fixture.runner.failing("qemu-img check", 2, "1 errors were found on the image");
        assertThatThrownBy(() -> run(StepFixture.DISK)).isInstanceOf(HostException.class);
        StepFixture again = new StepFixture(Files.createDirectory(root.resolve("again")));
        Files.move(fixture.workspace.rawDisk(), again.workspace.rawDisk());
        again.run(new ConvertStep(again.workspace, StepFixture.DISK, again.tools));
        assertThat(again.staged()).containsExactly(QCOW2);
    }
}

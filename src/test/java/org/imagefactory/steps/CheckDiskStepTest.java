package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.spec.Disk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckDiskStepTest {

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeEach
    void makeFixture() throws Exception {
        fixture = new StepFixture(root);
        fixture.file("etc/os-release", "ID=test\n");
    }

    private CheckDiskStep step(Disk disk) {
        return new CheckDiskStep(fixture.workspace, disk, fixture.tools);
    }

    private void run(Disk disk) throws Exception {
        fixture.run(step(disk));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext2", "ext3", "ext4"})
    void acceptsCleanDisk(String type) throws Exception {
        fixture.install(type);
        run(StepFixture.DISK);
        assertThat(fixture.warnings()).isEmpty();
        assertThat(fixture.facts.values())
                .containsEntry("partition-table", "mbr")
                .containsEntry("root-partition", "vda1 " + type + " 63 MiB")
                .containsKey("root-used-bytes");
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
        assertThat(fixture.runner.commands())
                .containsExactly("e2fsck -fn 'img-2026-11-22.raw?offset=1048576'");
    }

    @Test
    void previewsWhatItRuns() {
        assertThat(step(StepFixture.DISK).preview())
                .last()
                .asString()
                .startsWith("(cd ")
                .endsWith(" && e2fsck -fn 'img-2026-11-22.raw?offset=OFFSET')");
    }

    @Test
    void refusesDamage() throws Exception {
        Path disk = fixture.install("ext4");
        byte[] noise = new byte[64 * 1024];
        Arrays.fill(noise, (byte) 0xA5);
        DiskImages.write(disk, StepFixture.OFFSET + inodeTable() * 1024, noise);
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("ext4 file system on vda1 is damaged");
    }

    /** The block that holds the root directory's inode. */
    private long inodeTable() throws Exception {
        String map = fixture.onDisk("debugfs", "-R", "imap <2>");
        return Long.parseLong(map.replaceFirst("(?s).*located at block ([0-9]+).*", "$1"));
    }

    @Test
    void refusesDestroyedSuperblock() throws Exception {
        Path disk = fixture.install("ext4");
        DiskImages.write(disk, StepFixture.OFFSET + 1024 + 4, new byte[] {1, 2, 3, 4, 5, 6});
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void refusesEmptyDisk() throws Exception {
        DiskImages.empty(fixture.workspace.rawDisk(), StepFixture.SIZE);
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOfSatisfying(
                        ImageCheckException.class,
                        e -> assertThat(e.advice().orElse("")).contains("never wrote to it"))
                .hasMessageContaining("the disk is empty");
    }

    @Test
    void refusesTwoPartitionsAndNamesTheKey() throws Exception {
        makeTwo();
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining(
                        "found 2 partitions (vda1 ext4 31 MiB, vda2 ext4 16 MiB) on the disk")
                .extracting(e -> ((ImageCheckException) e).advice().orElse(""))
                .asString()
                .contains("‹one-partition›=false");
    }

    @Test
    void findsTheRootAmongTwo() throws Exception {
        makeTwo();
        run(StepFixture.anyPartitions());
        assertThat(fixture.facts.values()).containsEntry("root-partition", "vda2 ext4 16 MiB");
        assertThat(String.join("\n", fixture.runner.commands()))
                .contains("e2fsck -fn 'img-2026-11-22.raw?offset=1048576'")
                .contains("e2fsck -fn 'img-2026-11-22.raw?offset=33554432'");
    }

    /** The first has a folder of logs only, the second has the files of a system. */
    private void makeTwo() throws Exception {
        Path disk = DiskImages.empty(fixture.workspace.rawDisk(), StepFixture.SIZE);
        DiskImages.partition(disk, "start=2048, size=63488\nstart=65536, size=32768\n");
        Path logs = Files.createDirectories(root.resolve("logs/log"));
        DiskImages.mkfs(disk, "ext4", StepFixture.OFFSET, 31L << 20, logs.getParent());
        DiskImages.mkfs(disk, "ext4", 32L << 20, 16L << 20, fixture.content);
    }

    private void installForeign(String signature) throws Exception {
        Path disk = DiskImages.empty(fixture.workspace.rawDisk(), StepFixture.SIZE);
        DiskImages.partition(disk, "start=2048\n");
        DiskImages.write(disk, StepFixture.OFFSET, signature.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void refusesFileSystemsOfOthers() throws Exception {
        installForeign("LUKS\u00ba\u00be");
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("vda1 luks 63 MiB")
                .hasMessageContaining("nobody can look into it from outside");
        assertThat(fixture.runner.commands()).isEmpty();
    }

    @Test
    void saysWhatToInstallForXfs() throws Exception {
        installForeign("XFSB");
        fixture.runner.replacing(
                "guestfish",
                command -> {
                    throw new MissingProgramException("guestfish", "");
                });
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("vda1 xfs 63 MiB")
                .hasMessageEndingWith("must be ext2, ext3 or ext4, or guestfish be installed")
                .extracting(e -> ((ImageCheckException) e).advice().orElse(""))
                .asString()
                .contains("set ‹file-system›=xfs", "apt install libguestfs-tools libguestfs-xfs");
    }

    @Test
    void blamesTheHostForItsAppliance() throws Exception {
        installForeign("XFSB");
        fixture.runner.failing("guestfish -f", 1, "supermin: no kernel");
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("supermin: no kernel");
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }

    @Test
    void staysInterruptedInTheAppliance() throws Exception {
        installForeign("XFSB");
        fixture.runner.interrupting("guestfish -f");
        assertThatThrownBy(() -> run(StepFixture.DISK)).isInstanceOf(InterruptedException.class);
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
    }

    /** Marks a file system as mounted, as a machine leaves it that was switched off. */
    @Test
    void recoversWhatWasNotUnmounted() throws Exception {
        fixture.install("ext2");
        fixture.onDisk("debugfs", "-w", "-R", "set_super_value state 0");
        run(StepFixture.DISK);
        assertThat(fixture.warnings()).singleElement().asString().contains("was not unmounted");
        assertThat(fixture.staged()).containsExactly("img-2026-11-22.raw");
        assertThat(fixture.onDisk("debugfs", "-R", "show_super_stats -h")).contains("clean");
    }

    /** e2fsck alone cannot do this at an offset. */
    @Test
    void replaysTheJournal() throws Exception {
        fixture.install("ext4");
        Path block = root.resolve("block");
        byte[] marked = new byte[1024];
        Arrays.fill(marked, (byte) 'J');
        Files.write(block, marked);
        Path requests = root.resolve("requests");
        Files.writeString(
                requests,
                "journal_open\njournal_write -b 20000 %s\njournal_close\n".formatted(block));
        fixture.onDisk("debugfs", "-w", "-f", requests.toString());
        assertThat(fixture.onDisk("debugfs", "-R", "features")).contains("needs_recovery");

        run(StepFixture.DISK);

        assertThat(fixture.warnings()).singleElement().asString().contains("was not unmounted");
        assertThat(fixture.onDisk("debugfs", "-R", "features")).doesNotContain("needs_recovery");
        assertThat(
                        DiskImages.read(
                                fixture.workspace.rawDisk(),
                                StepFixture.OFFSET + 20000 * 1024,
                                1024))
                .isEqualTo(marked);
        fixture.assertClean();
    }

    @Test
    void blamesTheHostForTheHost() throws Exception {
        fixture.install("ext4");
        fixture.runner.failing("e2fsck", 128, "error while loading shared libraries");
        assertThatThrownBy(() -> run(StepFixture.DISK))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("shared libraries");
    }

    @Test
    void staysInterrupted() throws Exception {
        fixture.install("ext4");
        fixture.runner.interrupting("e2fsck");
        assertThatThrownBy(() -> run(StepFixture.DISK)).isInstanceOf(InterruptedException.class);
        fixture.assertClean();
    }
}

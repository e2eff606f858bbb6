package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.FindingFact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.LintPolicy;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.OnFinding;
import org.imagefactory.spec.ZeroFree;
import org.imagefactory.tools.Rpm;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The steps after the installation on xfs and btrfs, with libguestfs' real appliance. Each start of
 * it takes long here, under emulation; so each disk goes through all steps in one test.
 */
final class ForeignDiskIT {

    private static final String SECRET = "said by the installer ";
    private static final String STATUS =
            """
            Package: zlib1g
            Status: install ok installed
            Architecture: amd64
            Version: 1:1.3

            Package: adduser
            Status: install ok installed
            Architecture: all
            Version: 3.152
            """;

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeEach
    void makeContent() throws Exception {
        fixture = new StepFixture(root);
        fixture.file("usr/lib/os-release", "ID=debian\nVERSION_ID=\"13\"\n");
        fixture.file("etc/machine-id", "");
        Files.createSymbolicLink(
                fixture.content.resolve("etc/os-release"), Path.of("../usr/lib/os-release"));
        fixture.file("etc/shadow", "root:*:1::::::\n");
        fixture.file("etc/systemd/system/there", "x");
        fixture.file("boot/vmlinuz-6", "kernel");
        fixture.file("var/lib/dpkg/status", STATUS);
        fixture.file("etc/ssh/ssh_host_ed25519_key", "key\n");
        fixture.file("var/log/installer/syslog", SECRET.repeat((8 << 20) / SECRET.length()) + "\n");
        fixture.file("var/log/installer/cdebconf/questions.dat", "Name: secret\n");
    }

    @Test
    void xfs() throws Exception {
        ForeignDisks.installXfs(fixture);
        allSteps("vda1 xfs 320 MiB", "mbr", "root-files-1.ext4");
        ForeignDisks.assertCleanXfs(fixture);
    }

    @Test
    void btrfsWithSubvolumes() throws Exception {
        ForeignDisks.installBtrfs(fixture);
        allSteps("vda2 btrfs 256 MiB", "gpt", "root-files-2.ext4");
        ForeignDisks.assertCleanBtrfs(fixture);
    }

    private void allSteps(String partition, String table, String copy) throws Exception {
        assertThat(secrets()).isGreaterThan(100_000);
        long before = DiskImages.allocated(fixture.workspace.rawDisk());

        fixture.run(new CheckDiskStep(fixture.workspace, StepFixture.DISK, fixture.tools));
        assertThat(fixture.facts.values())
                .containsEntry("root-partition", partition)
                .containsEntry("partition-table", table);
        assertThat(Long.parseLong(fixture.facts.values().get("root-used-bytes")))
                .isBetween(8L << 20, 256L << 20);

        GuestWriterTest.writeUnit(fixture);

        fixture.run(
                new RemoveInstallerLogsStep(
                        fixture.workspace, StepFixture.DISK, true, fixture.tools));
        assertThat(fixture.events)
                .contains(new BuildEvent.Note("removed /var/log/installer"))
                .anyMatch(event -> event instanceof BuildEvent.Output);

        fixture.run(
                new LintStep(
                        fixture.workspace,
                        StepFixture.DISK,
                        LintPolicy.of(EnumSet.allOf(LintRule.class), Set.of(), OnFinding.WARN),
                        Specs.machine(),
                        fixture.tools));
        assertThat(fixture.facts.findings())
                .extracting(FindingFact::path)
                .containsExactly("/etc/ssh/ssh_host_ed25519_key");

        fixture.run(
                new ListPackagesStep(
                        fixture.workspace,
                        StepFixture.DISK,
                        Documents.NONE,
                        fixture.tools,
                        new Rpm(fixture.runner),
                        false,
                        "image-factory",
                        Clock.systemUTC()));
        assertThat(fixture.facts.values()).containsEntry("packages", "2");

        fixture.run(
                new EmptyFreeBlocksStep(
                        fixture.workspace, StepFixture.with(ZeroFree.DISCARD), fixture.tools));
        assertThat(secrets()).isZero();
        assertThat(DiskImages.allocated(fixture.workspace.rawDisk()))
                .isLessThan(before - (7L << 20));
        String packages = fixture.workspace.document(DocumentKind.PACKAGES).toFile().getName();
        assertThat(fixture.staged())
                .containsExactlyInAnyOrder("img-2026-11-22.raw", packages, copy);

        assertThat(fixture.warnings()).allMatch(warning -> warning.startsWith("ssh-host-keys: "));
    }

    @Test
    void refusesDamage() throws Exception {
        Path disk = DiskImages.empty(fixture.workspace.rawDisk(), StepFixture.SIZE);
        DiskImages.partition(disk, "start=2048\n");
        DiskImages.write(disk, StepFixture.OFFSET, new byte[] {'X', 'F', 'S', 'B'});
        assertThatThrownBy(
                        () ->
                                fixture.run(
                                        new CheckDiskStep(
                                                fixture.workspace,
                                                StepFixture.DISK,
                                                fixture.tools)))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("looking for the root file system: guestfish says");
        assertThat(fixture.staged()).isEqualTo(List.of("img-2026-11-22.raw"));
    }

    private int secrets() throws Exception {
        String all = Files.readString(fixture.workspace.rawDisk(), StandardCharsets.ISO_8859_1);
        int count = 0;
        for (int at = all.indexOf(SECRET); at >= 0; at = all.indexOf(SECRET, at + 1)) {
            count++;
        }
        return count;
    }
}

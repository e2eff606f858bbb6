package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.clouds.disk.DiskForm;
import org.imagefactory.clouds.ec2.Ec2Plugin;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.exec.CommonsExecRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at in a disk for EC2. */
class Ec2TargetTest {

    private static final int MIB = DiskImages.MIB;

    @TempDir Path folder;

    private Path system;
    private FakeTargetJob job;

    @BeforeEach
    void makeSystem() throws Exception {
        system = Files.createDirectories(folder.resolve("system"));
        put("etc/os-release", "ID=debian\n");
        job = new FakeTargetJob(folder, "ec2");
    }

    @Test
    void aSystemForEc2NeedsNoWarning() throws Exception {
        put("usr/lib/modules/6.12/kernel/drivers/net/ethernet/amazon/ena/ena.ko.xz", "");
        put("usr/lib/modules/6.12/modules.builtin", "kernel/drivers/nvme/host/nvme.ko\n");
        put("usr/bin/cloud-init", "#!/usr/bin/python3\n");
        put("boot/grub/grub.cfg", "linux /vmlinuz console=tty0 console=ttyS0,115200n8\n");

        make();

        assertThat(job.properties)
                .containsEntry("ec2_warnings", List.of())
                .containsEntry("ec2_boot_mode", "legacy-bios");
        assertThat(job.log).isEmpty();
        assertThat(job.folder()).isDirectoryNotContaining("glob:**debugfs*");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        put("boot/grub/grub.cfg", "linux /vmlinuz quiet\n");

        make();

        assertThat(job.log)
                .extracting(line -> line.replaceFirst(".*EC2: ", "").replaceFirst(":.*", ""))
                .containsExactly(
                        "its kernel has no driver for ENA",
                        "its kernel has no driver for NVMe",
                        "cloud-init is not in it",
                        "its kernel does not write to ttyS0");
        assertThat(job.body()).hasSameBinaryContentAs(job.baseBody());
    }

    private void put(String name, String content) throws Exception {
        Path file = system.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void make() throws Exception {
        DiskImages.empty(job.body(), 16L * MIB);
        DiskImages.partition(job.body(), "2048,,L\n");
        DiskImages.mkfs(job.body(), "ext4", MIB, 15L * MIB, system);
        Files.copy(job.body(), job.baseBody());
        new Ec2Plugin(new CommonsExecRunner(System.getenv()), parameters -> DiskForm.RAW, Map.of())
                .createTargetImage(job);
    }
}

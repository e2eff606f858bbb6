package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imagefactory.it.OneShell.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imagefactory.clouds.FakeTargetJob;
import org.imagefactory.disk.DiskImages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The forms of target images, judged by programs that have nothing to do with those that make them.
 */
class CloudTargetsIT {

    private static final int MIB = DiskImages.MIB;

    @TempDir Path folder;

    @BeforeEach
    void makeDisk() throws Exception {
        OneShell.disk(folder);
    }

    @Test
    void libvmdkReadsTheStream() throws Exception {
        FakeTargetJob job = made("vSphere", "vsphere", Map.of());

        assertThat(run("vmdkinfo", job.body() + ""))
                .containsPattern("Disk type\\s*:\\s+Stream optimized")
                .containsPattern("Media size\\s*:\\s+64 MiB");
    }

    @Test
    void libvhdiReadsTheFixedDisk() throws Exception {
        FakeTargetJob job = made("HyperV", "hyperv", Map.of());

        assertThat(run("vhdiinfo", job.body() + ""))
                .containsPattern("Disk type\\s*:\\s+Fixed")
                .containsPattern("Media size\\s*:\\s+64 MiB");
        assertThat((Files.size(job.body()) - 512) % MIB).isZero();
    }

    @Test
    void virtV2vReadsTheArchive() throws Exception {
        Path ova = packed("vsphere", Map.of("ovf_name", "probe", "ovf_cpu_count", "3"));

        assertThat(run("virt-v2v", "-i", "ova", ova + "", "--print-source"))
                .containsPattern("source name: probe")
                .containsPattern("memory: 4294967296")
                .containsPattern("nr vCPUs: 3")
                .containsPattern("0 \\[scsi\\]")
                .containsPattern("vmxnet3");
    }

    @Test
    void virtV2vComparesTheDigests() throws Exception {
        Path ova = packed("vsphere", Map.of("ovf_name", "probe"));
        DiskImages.write(ova, Files.size(ova) - 20_000, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> run("virt-v2v", "-i", "ova", ova + "", "--print-source"))
                .hasMessageContaining("does not match manifest");
    }

    @Test
    void vagrantAddsTheBox() throws Exception {
        Path box = packed("rhevm", Map.of("rhevm_ova_format", "vagrant-libvirt"));
        String home = "VAGRANT_HOME=" + folder.resolve("vagrant");

        run("env", home, "vagrant", "box", "add", "--name", "probe", box + "");

        assertThat(run("env", home, "vagrant", "box", "list")).contains("probe (libvirt, 0");
    }

    @Test
    void containersAreMadeOfTheImage() throws Exception {
        FakeTargetJob job = made("Docker", "docker", Map.of("tag", "1"));
        Path layout = folder.resolve("layout");

        run("skopeo", "copy", "docker-archive:" + job.body(), "dir:" + folder.resolve("copy"));
        run("skopeo", "copy", "oci-archive:" + job.body() + ":1", "oci:" + layout + ":1");
        assertThat(run("skopeo", "inspect", "oci:" + layout + ":1"))
                .contains("\"Digest\": \"" + job.properties.get("docker_digest"));
        Path bundle = folder.resolve("bundle");
        run("umoci", "unpack", "--image", layout + ":1", bundle + "");
        assertThat(bundle.resolve("rootfs/etc/os-release")).hasContent("ID=debian\n");
        assertThat(run("sh", "-c", RUN.formatted(folder, layout))).contains("inside debian");
    }

    private static final String RUN =
            """
            set -e
            buildah() { command buildah --root %1$s/root --runroot %1$s/run --storage-driver vfs "$@"; }
            name=$(buildah from oci:%2$s:1)
            buildah run --isolation chroot "$name" /bin/sh -c '. /etc/os-release; echo inside $ID'
            buildah rm "$name"
            """;

    /** A target image of another cloud in an archive. */
    private Path packed(String cloud, Map<String, String> parameters) throws Exception {
        FakeTargetJob first = made(cloud.equals("vsphere") ? "vSphere" : "RHEVM", cloud, Map.of());
        FakeTargetJob job = new FakeTargetJob(folder.resolve("ova"), "ova").of(cloud);
        parameters.forEach(job::with);
        Files.move(first.body(), job.baseBody());
        OneShell.plugin("OVA").createTargetImage(job);
        return job.body();
    }

    private FakeTargetJob made(String plugin, String target, Map<String, String> parameters)
            throws Exception {
        FakeTargetJob job = new FakeTargetJob(folder.resolve(target), target);
        parameters.forEach(job::with);
        Files.copy(OneShell.file(folder), job.body());
        OneShell.plugin(plugin).createTargetImage(job);
        return job;
    }
}

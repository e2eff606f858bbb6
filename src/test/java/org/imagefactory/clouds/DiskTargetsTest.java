package org.imagefactory.clouds;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.plugin.CloudPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of disks, by qemu-img itself. */
class DiskTargetsTest {

    private static final int MIB = DiskImages.MIB;

    @TempDir Path folder;

    @Test
    void vsphereGetsAStream() throws Exception {
        FakeTargetJob job = job("vsphere", 8 * MIB);

        plugin("vSphere").createTargetImage(job);

        assertThat(info(job.body(), "vmdk"))
                .contains("\"virtual-size\": 8388608", "\"create-type\": \"streamOptimized\"");
        assertSame(job, "vmdk");
    }

    @Test
    void vsphereGetsAFileToWriteToIfAskedTo() throws Exception {
        FakeTargetJob job = job("vsphere", 8 * MIB).with("vsphere_vmdk_format", "standard");

        plugin("vSphere").createTargetImage(job);

        assertThat(info(job.body(), "vmdk")).contains("\"create-type\": \"monolithicSparse\"");
    }

    @Test
    void rhevmGetsWhatOldQemuReads() throws Exception {
        FakeTargetJob job = job("rhevm", 8 * MIB);

        plugin("RHEVM").createTargetImage(job);

        assertThat(info(job.body(), "qcow2")).contains("\"compression-type\": \"zlib\"");
        assertThat(Files.size(job.body())).isLessThan(MIB);
        assertSame(job, "qcow2");
        assertThat(job.activities)
                .containsExactly("Converting the image to a compressed qcow2 image");
        assertThat(job.fraction()).isEqualTo(1);
        assertThat(Files.getPosixFilePermissions(job.body())).hasSize(2);
        assertThat(job.folder()).isEmptyDirectory();
    }

    @Test
    void hypervGetsWholeMebibytes() throws Exception {
        FakeTargetJob job = job("hyperv", 8 * MIB + 512);

        plugin("HyperV").createTargetImage(job);

        assertThat(Files.size(job.body())).isEqualTo(9L * MIB + 512);
        assertThat(DiskImages.read(job.body(), 9L * MIB, 8))
                .asString(US_ASCII)
                .isEqualTo("conectix");
        assertThat(DiskImages.read(job.body(), 3L * MIB, MIB)).containsOnly('x');
        assertThat(job.log).singleElement().asString().contains("is made 9 MiB large");
    }

    @Test
    void googleGetsAnArchive() throws Exception {
        FakeTargetJob job = job("gce", 8 * MIB);

        plugin("GCE").createTargetImage(job);

        assertThat(tar("--list", "--verbose", "--numeric-owner", "--utc", job))
                .isEqualTo("-rw-r--r-- 0/0      1073741824 1970-01-01 00:00 disk.raw\n");
        assertThat(Files.size(job.body())).isLessThan(100_000);
        tar("--extract", "--sparse", "--directory=" + folder, "--touch", job);
        assertThat(Files.mismatch(folder.resolve("disk.raw"), job.baseBody())).isEqualTo(8L * MIB);
        byte[] header = new GZIPInputStream(Files.newInputStream(job.body())).readNBytes(512);
        assertThat(Arrays.copyOfRange(header, 257, 265)).asString(US_ASCII).isEqualTo("ustar  \0");
        assertThat((char) header[156]).as("the type of a sparse file").isEqualTo('S');
        sameDiskGivesTheSameArchive(job);
    }

    private void sameDiskGivesTheSameArchive(FakeTargetJob job) throws Exception {
        Path first = Files.move(job.body(), folder.resolve("first"));
        Files.copy(job.baseBody(), job.body());
        Files.delete(job.folder().resolve("disk.raw"));

        plugin("GCE").createTargetImage(job);

        assertThat(job.body()).hasSameBinaryContentAs(first);
    }

    private static String tar(String a, String b, String c, String d, FakeTargetJob job)
            throws Exception {
        return DiskImages.run(
                List.of("tar", a, b, c, d, "--file=" + job.body()), Path.of("/dev/null"));
    }

    @Test
    void takesWhatTheSystemsPluginLeaves() throws Exception {
        FakeTargetJob job = job("rhevm", 8 * MIB).with("rhevm_image_format", "raw");
        Path raw = Files.move(job.body(), folder.resolve("raw"));
        DiskImages.run(
                List.of("qemu-img", "convert", "-O", "qcow2", raw + "", job.body() + ""),
                Path.of("/dev/null"));

        plugin("RHEVM").createTargetImage(job);

        assertThat(job.body()).hasSameBinaryContentAs(raw);
        assertThat(DiskImages.allocated(job.body())).isLessThan(3L * MIB);
    }

    @Test
    void tellsWhatFormsThereAre() throws Exception {
        FakeTargetJob job = job("vsphere", MIB).with("vsphere_vmdk_format", "fast");

        assertThatThrownBy(() -> plugin("vSphere").createTargetImage(job))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("vsphere_vmdk_format is 'fast'; it can be: standard, streaming");
    }

    @Test
    void looksForSpaceBeforehand() {
        assertThatThrownBy(() -> CloudDisk.requireSpace(folder, 1L << 60))
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("no space left in " + folder);
    }

    @Test
    void refusesAnImageOfNothing() throws Exception {
        FakeTargetJob job = new FakeTargetJob(folder, "hyperv");
        Files.createFile(job.body());

        assertThatThrownBy(() -> plugin("HyperV").createTargetImage(job))
                .isInstanceOf(ImageCheckException.class)
                .hasMessage("looking at the image: it is empty");
    }

    @Test
    void saysWhoPushes() {
        assertThatThrownBy(() -> plugin("HyperV").push(null))
                .isInstanceOf(UploadException.class)
                .hasMessageStartingWith("images for Hyper-V are not pushed by this program: ");
    }

    private FakeTargetJob job(String target, long bytes) throws Exception {
        FakeTargetJob job = new FakeTargetJob(folder, target);
        DiskImages.empty(job.body(), bytes);
        if (bytes > 4 * MIB) {
            byte[] content = new byte[MIB];
            Arrays.fill(content, (byte) 'x');
            DiskImages.write(job.body(), 3L * MIB, content);
        }
        Files.copy(job.body(), job.baseBody());
        return job;
    }

    private static void assertSame(FakeTargetJob job, String format) throws Exception {
        DiskImages.run(
                List.of(
                        "qemu-img",
                        "compare",
                        "-f",
                        format,
                        "-F",
                        "raw",
                        job.body() + "",
                        job.baseBody() + ""),
                Path.of("/dev/null"));
    }

    private static String info(Path image, String format) throws Exception {
        return DiskImages.run(
                List.of("qemu-img", "info", "-f", format, "--output=json", image.toString()),
                Path.of("/dev/null"));
    }

    private static CloudPlugin plugin(String name) {
        return Clouds.plugins(
                        new CommonsExecRunner(System.getenv()), CloudSettings.DEFAULT, Map.of())
                .stream()
                .filter(factory -> factory.name().equals(name))
                .map(factory -> (CloudPlugin) factory.create())
                .findFirst()
                .orElseThrow();
    }
}

package org.imagefactory.tinman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.imagefactory.ImageFactory;
import org.imagefactory.Surroundings;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.files.FolderTree;
import org.imagefactory.machine.MemoryEngine;
import org.imagefactory.plugin.CloudContent;
import org.imagefactory.plugin.Parameters;
import org.imagefactory.plugin.RecordingJob;
import org.imagefactory.spec.EngineSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetBuildTest {

    private static final long OFFSET = DiskImages.MIB;
    private static final long SIZE = 32L * DiskImages.MIB;
    private static final String IFCFG = "/etc/sysconfig/network-scripts/ifcfg-eth0";

    @TempDir Path root;
    private Path content;
    private RecordingJob job;

    @BeforeEach
    void makeFolders() throws Exception {
        content = Files.createDirectory(root.resolve("content"));
        job =
                new RecordingJob(
                        Files.createDirectory(root.resolve("job")), new Parameters(Map.of()));
        file("etc/os-release", "ID=test\n");
        file("etc/udev/rules.d/70-persistent-net.rules", "eth0\n");
        file("etc/udev/rules.d/80-other.rules", "stays\n");
        file("etc/sysconfig/network-scripts/ifcfg-eth0", "DEVICE=eth0\nHWADDR=52:54\nONBOOT=yes\n");
        file("etc/sysconfig/network-scripts/ifcfg-lo", "DEVICE=lo\n");
    }

    private void file(String path, String text) throws Exception {
        Path file = content.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void base(String format) throws Exception {
        Path disk = DiskImages.installed(root.resolve("base.raw"), SIZE, "ext4", content);
        DiskImages.run(
                List.of("qemu-img", "convert", "-O", format, disk + "", job.baseBody() + ""),
                Path.of("/dev/null"));
    }

    private void run(Path targetContent, CloudContent wanted) throws Exception {
        ImageFactory factory =
                new ImageFactory(
                        new Surroundings(
                                System.getenv(),
                                root,
                                runner ->
                                        new MemoryEngine(
                                                (machine, console) -> {
                                                    throw new AssertionError("not needed");
                                                }),
                                Clock.systemUTC(),
                                "test"));
        Host host =
                new Host(
                        root,
                        false,
                        root,
                        () -> LocalDate.of(2026, 11, 22),
                        values -> EngineSettings.NONE);
        new TargetBuild(
                        factory,
                        new TemplateResolver(Configuration.load(List.of()), host),
                        new ImageFiles(new CommonsExecRunner(System.getenv())),
                        targetContent,
                        job)
                .run(wanted);
    }

    private String inImage(String request) throws Exception {
        return DiskImages.run(
                List.of("debugfs", "-R", request, job.body() + "?offset=" + OFFSET),
                Path.of("/dev/null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "qcow2"})
    void whatBelongsToTheFirstMachineGoes(String format) throws Exception {
        base(format);

        run(root.resolve("none.xml"), CloudContent.NONE);

        assertThat(inImage("cat " + IFCFG)).contains("DEVICE=eth0\nONBOOT=yes\n");
        assertThat(inImage("cat " + IFCFG)).doesNotContain("HWADDR");
        assertThat(inImage("cat /etc/sysconfig/cloud-info")).contains("CLOUD_TYPE=\"mock\"\n");
        assertThat(inImage("stat /etc/sysconfig/cloud-info"))
                .contains("Mode:  0644", "security.selinux");
        assertThat(inImage("ls /etc/udev/rules.d"))
                .contains("80-other.rules")
                .doesNotContain("persistent-net");
        DiskImages.run(
                List.of("e2fsck", "-fn", job.body() + "?offset=" + OFFSET), Path.of("/dev/null"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(job.body())))
                .isEqualTo("rw-------");
        assertThat(job.fractions).isSorted().contains(1.0);
        assertThat(job.folder().resolve("build")).isEmptyDirectory();
    }

    @Test
    void whatIsNotThereIsNotMade() throws Exception {
        FolderTree.delete(content.resolve("etc/sysconfig"));
        Files.delete(content.resolve("etc/udev/rules.d/70-persistent-net.rules"));
        base("raw");

        run(root.resolve("none.xml"), CloudContent.NONE);

        assertThat(inImage("ls /etc")).doesNotContain("sysconfig");
    }

    @Test
    void whatNeedsAMachineNeedsASection() throws Exception {
        base("raw");
        Path includes =
                Files.writeString(
                        root.resolve("target_content.xml"),
                        "<template_includes><include target='mock'><packages>"
                                + "<package name='agent'/></packages></include>"
                                + "</template_includes>");

        assertThatThrownBy(() -> run(includes, CloudContent.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no section of the configuration is for MockOS_A 1");
        Files.writeString(includes, "<wrong/>");
        assertThatThrownBy(() -> run(includes, CloudContent.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(includes.toString());
    }

    @Test
    void contentWithoutAnEndIsNotRead() throws Exception {
        base("raw");

        assertThatThrownBy(() -> run(Path.of("/dev/zero"), CloudContent.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("it has more than 1048576 bytes");
    }
}

package org.imagefactory.tinman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.guest.RootPlacesTest;
import org.imagefactory.manifest.Distribution;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;
import org.imagefactory.tinman.ImageImport.Imported;
import org.imagefactory.tools.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageImportTest {

    private static final long PART = 16L * DiskImages.MIB;

    @TempDir Path root;
    private Path content;
    private Path work;
    private Path body;
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void makeFolders() throws Exception {
        content = Files.createDirectory(root.resolve("content"));
        work = Files.createDirectory(root.resolve("work"));
        body = Files.createFile(root.resolve("store.body"));
        release("ID=debian\nVERSION_ID=\"13\"\nPRETTY_NAME=\"Debian <13>\"\n");
        byte[] program = new byte[4000];
        program[0] = 0x7f;
        program[1] = 'E';
        program[2] = 'L';
        program[3] = 'F';
        program[5] = 1;
        program[18] = (byte) 183;
        Files.write(file("usr/bin/env"), program);
        Files.writeString(
                file("var/lib/dpkg/status"),
                "Package: base\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n");
    }

    /** Else no system on xfs or btrfs could be imported: debugfs sees a copy of parts of it. */
    @Test
    void aProgramIsAmongWhatIsCopiedOfOtherFileSystems() {
        assertThat(SystemFinder.PROGRAMS.get(0)).isEqualTo("/usr/bin/env");
        RootPlacesTest.assertCopied(SystemFinder.PROGRAMS.get(0));
    }

    private Path file(String path) throws Exception {
        Path file = content.resolve(path);
        Files.createDirectories(file.getParent());
        return file;
    }

    private void release(String text) throws Exception {
        Files.writeString(file("usr/lib/os-release"), text);
        Path link = file("etc/os-release");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("../usr/lib/os-release"));
    }

    /** A disk with this many systems. */
    private Path disk(int systems) throws Exception {
        Path disk = DiskImages.empty(root.resolve("disk: x.img"), systems * PART + DiskImages.MIB);
        StringBuilder table = new StringBuilder("label: dos\n");
        for (int i = 0; i < systems; i++) {
            table.append("start=%d, size=%d, type=83\n".formatted(start(i) / 512, PART / 512));
        }
        DiskImages.partition(disk, table.toString());
        for (int i = 0; i < systems; i++) {
            DiskImages.mkfs(disk, "ext4", start(i), PART, content);
        }
        return disk;
    }

    private static long start(int part) {
        return DiskImages.MIB + part * PART;
    }

    private Imported run(Path image) throws BuildException, InterruptedException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-30T03:04:05Z"), ZoneOffset.UTC);
        return new ImageImport(new TestRunner(), clock).run(image, body, work, log::add);
    }

    private static Path converted(Path disk, String format) throws Exception {
        Path file = disk.resolveSibling("disk." + format);
        DiskImages.run(
                List.of("qemu-img", "convert", "-f", "raw", "-O", format, disk + "", file + ""),
                Path.of("/dev/null"));
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "qcow2", "vmdk"})
    void oneSystemBecomesATemplate(String format) throws Exception {
        Path disk = disk(1);
        Path image = format.equals("raw") ? disk : converted(disk, format);
        Imported imported = run(image);

        Template template = TemplateReader.read(imported.template(), TemplateRules.PLAIN);
        assertThat(template.name()).isEqualTo("Debian-13-import-20261130T030405Z");
        assertThat(template.description())
                .contains("Debian <13>, imported on 2026-11-30 03:04:05 UTC");
        assertThat(template.os())
                .hasToString("Debian 13 aarch64 from Tree[url=http://imported.invalid/]");
        assertThat(imported.icicle())
                .hasValueSatisfying(xml -> assertThat(xml).contains("<package name=\"base\">"));
        DiskImages.run(
                List.of("qemu-img", "compare", "-f", "raw", "-F", "qcow2", disk + "", body + ""),
                Path.of("/dev/null"));
    }

    @Test
    void severalSystemsAreTooMany() throws Exception {
        Path disk = disk(2);

        assertThatThrownBy(() -> run(disk))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageStartingWith("there are several systems on the disk");
        assertThat(body).isEmptyFile();
    }

    @Test
    void otherThingsAreNoSystem() throws Exception {
        Files.delete(content.resolve("usr/lib/os-release"));
        Path disk = disk(1);

        assertThatThrownBy(() -> run(disk))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("no Linux system");
        Path noise = Files.write(root.resolve("noise"), new byte[100_000]);
        assertThatThrownBy(() -> runIn("second", noise)).isInstanceOf(ImageCheckException.class);
        assertThatThrownBy(() -> runIn("third", root.resolve("none")))
                .isInstanceOf(HostException.class);
    }

    @Test
    void aDiskOfOtherFilesIsRefused() throws Exception {
        Path list = root.resolve("list.vmdk");
        Files.writeString(list, "# Disk DescriptorFile\nRW 1 FLAT \"/etc/shadow\" 0\n");
        assertThatThrownBy(() -> run(list)).isInstanceOf(ImageCheckException.class);

        byte[] header = new byte[1 << 16];
        System.arraycopy("KDMV".getBytes(UTF_8), 0, header, 0, 4);
        Path hidden = Files.write(root.resolve("hidden.vmdk"), header);
        assertThatThrownBy(() -> runIn("second", hidden))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("needs other files");
    }

    private Imported runIn(String folder, Path image) throws Exception {
        work = Files.createDirectory(root.resolve(folder));
        return run(image);
    }

    @ParameterizedTest
    @CsvSource({
        "centos, 9, RHEL-9, 0",
        "rhel, 8.10, RHEL-8, 10",
        "scientific, 7.9, RHEL-7, 9",
        "fedora, 44, Fedora, 44",
        "ubuntu, 24.04, Ubuntu, 24.04",
        "debian, 13, Debian, 13"
    })
    void namesAreThoseOfTemplates(String id, String release, String name, String version)
            throws Exception {
        assertThat(
                        SystemName.of(
                                Distribution.parse(
                                        "ID=%s\nVERSION_ID=\"%s\"\n".formatted(id, release))))
                .isEqualTo(new SystemName(name, version));
    }

    @Test
    void othersHaveNoName() throws Exception {
        release("ID=arch\n");
        Path disk = disk(1);

        assertThatThrownBy(() -> run(disk))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("'arch'");
    }
}

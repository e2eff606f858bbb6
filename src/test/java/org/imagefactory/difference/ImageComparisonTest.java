package org.imagefactory.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.pipeline.CleanupStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real images, made without root. */
final class ImageComparisonTest {

    private static final long OFFSET = DiskImages.MIB;
    private static final long SIZE = 32L * DiskImages.MIB;

    @TempDir Path root;
    private Path content;
    private Path temporary;
    private Map<String, String> environment = System.getenv();
    private int images;

    @BeforeEach
    void content() throws Exception {
        content = Files.createDirectory(root.resolve("content"));
        temporary = Files.createDirectory(root.resolve("tmp"));
        file("etc/os-release", "ID=test\n");
        file("etc/machine-id", "1111\n");
        file("etc/motd", "hello\n");
        file("usr/bin/tool", "binary");
        file("var/log/syslog", "line 1\n");
        file("etc/shadow", "root:$6$aaa$bbb:20000:0:::::\ndaemon:*:20000::::::\n");
        file("var/lib/dpkg/status", status("1.0"));
        Files.createSymbolicLink(content.resolve("bin"), Path.of("usr/bin"));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).isEmpty();
        }
    }

    private static String status(String version) {
        return """
                Package: tool
                Status: install ok installed
                Architecture: all
                Version: %s

                Package: base
                Status: install ok installed
                Architecture: all
                Version: 2
                """
                .formatted(version);
    }

    private Path file(String path, String text) throws IOException {
        Path file = content.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path image() throws Exception {
        Path image = root.resolve("disk" + images++ + ".raw");
        DiskImages.empty(image, OFFSET + SIZE);
        DiskImages.partition(image, "label: dos\nstart=2048, type=83, bootable\n");
        DiskImages.mkfs(image, "ext4", OFFSET, SIZE, content);
        String id =
                DiskImages.run(
                        List.of(
                                "blkid",
                                "-p",
                                "-O",
                                "" + OFFSET,
                                "-s",
                                "UUID",
                                "-o",
                                "value",
                                "" + image),
                        Path.of("/dev/null"));
        Path fstab = Files.writeString(root.resolve("fstab"), "UUID=" + id.strip() + " / ext4\n");
        DiskImages.run(
                List.of(
                        "debugfs",
                        "-w",
                        "-R",
                        "write %s etc/fstab".formatted(fstab),
                        image + "?offset=" + OFFSET),
                Path.of("/dev/null"));
        return image;
    }

    private List<String> compare(Path one, Path two) throws Exception {
        List<String> lines = new ArrayList<>();
        CleanupStack cleanup = new CleanupStack();
        try {
            boolean equal =
                    new ImageComparison(new CommonsExecRunner(environment), temporary)
                            .compare(
                                    one,
                                    two,
                                    d -> lines.add((d.anew().isPresent() ? "(anew) " : "") + d),
                                    event -> {},
                                    cleanup);
            assertThat(equal).isEqualTo(lines.stream().allMatch(l -> l.startsWith("(anew)")));
        } finally {
            cleanup.unwind(
                    true,
                    warning -> {
                        throw new AssertionError(warning);
                    });
        }
        return lines;
    }

    @Test
    void findsNothingInTheSame() throws Exception {
        Path image = image();
        assertThat(compare(image, image)).isEmpty();
    }

    @Test
    void namesWhatAnInstallationMakesAnew() throws Exception {
        Path one = image();
        file("etc/machine-id", "2222\n");
        file("var/log/syslog", "line 2\n");
        file("etc/shadow", "root:$6$ccc$ddd:20001:0:::::\ndaemon:*:20001::::::\n");
        assertThat(compare(one, image()))
                .hasSize(7)
                .allMatch(line -> line.startsWith("(anew) "))
                .anyMatch(line -> line.contains("file system of vda1"))
                .anyMatch(line -> line.contains("~ /etc/fstab sha256"))
                .anyMatch(line -> line.contains("~ /etc/shadow sha256"));
    }

    @Test
    void tellsWhatDiffers() throws Exception {
        file("etc/gone", "");
        Path one = image();
        Files.delete(content.resolve("etc/gone"));
        file("etc/new\tname", "x");
        file("etc/motd", "hallo\n");
        file("etc/shadow", "root:*:20001:0:::::\ndaemon:*:20001::::::\n");
        file("var/lib/dpkg/status", status("1.1"));
        Files.setPosixFilePermissions(
                content.resolve("usr/bin/tool"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.delete(content.resolve("bin"));
        Files.createSymbolicLink(content.resolve("bin"), Path.of("/usr/bin".repeat(10)));
        Path two = image();
        DiskImages.write(two, 100, new byte[] {1});
        DiskImages.write(two, 1000, new byte[] {1});
        assertThat(compare(one, two).stream().filter(line -> !line.startsWith("(anew)")))
                .hasSize(10)
                .anyMatch(line -> line.startsWith("~ code in the first sector 440 bytes, sha256 "))
                .anyMatch(line -> line.startsWith("~ gap before the first partition "))
                .contains("~ tool 1.0 -> 1.1")
                .anyMatch(
                        line -> line.startsWith("- /etc/gone file, mode 0644, owner 0:0, 0 bytes"))
                .anyMatch(line -> line.startsWith("+ /etc/new\\x09name file, mode 0644"))
                .anyMatch(line -> line.startsWith("~ /etc/motd sha256 "))
                .anyMatch(line -> line.startsWith("~ /etc/shadow "))
                .contains("~ /bin to usr/bin -> to " + "/usr/bin".repeat(10));
    }

    @ParameterizedTest
    @CsvSource({"qcow2,", "vmdk,", "raw,gzip", "raw,xz", "qcow2,zstd"})
    void readsOtherForms(String format, String packer) throws Exception {
        Path one = image();
        Path two = root.resolve("other." + format);
        DiskImages.run(
                List.of("qemu-img", "convert", "-f", "raw", "-O", format, "" + one, "" + two),
                Path.of("/dev/null"));
        if (packer != null) {
            DiskImages.run(List.of(packer, "-q", "" + two), Path.of("/dev/null"));
            two =
                    Path.of(
                            two
                                    + switch (packer) {
                                        case "gzip" -> ".gz";
                                        case "xz" -> ".xz";
                                        default -> ".zst";
                                    });
        }
        assertThat(compare(one, two)).isEmpty();
    }

    /** Without libguestfs, which is not on the path here. */
    @Test
    void readsXfsByItself() throws Exception {
        Path bin = Files.createDirectory(root.resolve("bin"));
        for (String program : List.of("debugfs", "qemu-img", "sort", "rpm")) {
            Optional<Path> place =
                    Stream.of("/usr/bin", "/usr/sbin", "/sbin", "/bin")
                            .map(folder -> Path.of(folder, program))
                            .filter(Files::exists)
                            .findFirst();
            Files.createSymbolicLink(bin.resolve(program), place.orElseThrow());
        }
        environment = Map.of("PATH", bin.toString());
        Path one = xfs("hello", "1.0");
        assertThat(compare(one, xfs("hello", "1.0"))).allMatch(line -> line.startsWith("(anew)"));
        assertThat(compare(one, xfs("hallo", "1.1")))
                .filteredOn(line -> !line.startsWith("(anew)"))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("~ tool 1.0 -> 1.1"),
                        line -> assertThat(line).startsWith("~ /etc/motd sha256 "),
                        line -> assertThat(line).startsWith("~ /var/lib/dpkg/status sha256 "));
    }

    private Path xfs(String motd, String version) throws Exception {
        Path text = Files.writeString(root.resolve("motd" + images), motd);
        Path status = Files.writeString(root.resolve("status" + images), status(version));
        Path prototype =
                Files.writeString(
                        root.resolve("prototype"),
                        """
                        /
                        0 0
                        d--755 0 0
                        etc d--755 0 0
                        motd ---644 0 0 %s
                        os-release ---644 0 0 %s
                        $
                        var d--755 0 0
                        lib d--755 0 0
                        dpkg d--755 0 0
                        status ---644 0 0 %s
                        $
                        $
                        $
                        $
                        """
                                .formatted(text, content.resolve("etc/os-release"), status));
        Path raw = DiskImages.empty(root.resolve("xfs" + images), 310L * DiskImages.MIB);
        DiskImages.run(
                List.of("mkfs.xfs", "-q", "-p", "" + prototype, "" + raw), Path.of("/dev/null"));
        Path image = DiskImages.empty(root.resolve("disk" + images++ + ".raw"), 320L << 20);
        DiskImages.partition(image, "label: dos\nstart=2048, size=310MiB, type=83, bootable\n");
        DiskImages.run(
                List.of(
                        "dd",
                        "if=" + raw,
                        "of=" + image,
                        "bs=1M",
                        "seek=1",
                        "conv=notrunc,sparse",
                        "status=none"),
                Path.of("/dev/null"));
        return image;
    }

    /** Debian's loader finds the root file system by what the installer drew by lot. */
    @Test
    void looksIntoWhatTheFirmwareReads() throws Exception {
        Path one = withLoader("search.fs_uuid %s root\n", "code", 10);
        assertThat(compare(one, withLoader("search.fs_uuid %s root\n", "code", 20)))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("(anew) "))
                .anyMatch(line -> line.contains("~ vda1:/EFI/debian/grub.cfg sha256 "));
        assertThat(compare(one, withLoader("search %s root\n", "CODE!", 10)))
                .filteredOn(line -> !line.startsWith("(anew)"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("~ vda1:/EFI/debian/grub.cfg "),
                        line ->
                                assertThat(line)
                                        .startsWith("~ vda1:/EFI/debian/grubx64.efi 4 bytes,"));
    }

    private Path withLoader(String grub, String code, int id) throws Exception {
        Path image = root.resolve("uefi" + images++ + ".raw");
        long start = 9L * DiskImages.MIB;
        DiskImages.empty(image, start + SIZE + DiskImages.MIB);
        DiskImages.partition(
                image,
                "label: gpt\nstart=2048, size=8MiB, type=uefi\nstart=9MiB, size=32MiB, type=linux\n");
        DiskImages.mkfs(image, "ext4", start, SIZE, content);
        String uuid = "%08d-1111-2222-3333-444444444444".formatted(id);
        DiskImages.write(image, start + 1024 + 104, HexFormat.of().parseHex(uuid.replace("-", "")));
        String fat = image + "@@1M";
        Path file = Files.writeString(root.resolve("grub.cfg"), grub.formatted(uuid));
        Path loader = Files.writeString(root.resolve("grubx64.efi"), code);
        for (List<String> command :
                List.of(
                        List.of("mformat", "-i", fat, "-T", "16384", "-h", "16", "-s", "32", "::"),
                        List.of("mmd", "-i", fat, "::/EFI", "::/EFI/debian"),
                        List.of("mcopy", "-i", fat, "" + file, "" + loader, "::/EFI/debian"))) {
            DiskImages.run(command, Path.of("/dev/null"));
        }
        return image;
    }

    @Test
    void endsOnALoopOfFolders() throws Exception {
        file("a/b/c", "");
        Path one = image();
        DiskImages.run(
                List.of("debugfs", "-w", "-R", "ln /a /a/b/loop", one + "?offset=" + OFFSET),
                Path.of("/dev/null"));
        assertThatThrownBy(() -> compare(one, one))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("is a folder with two places");
    }
}

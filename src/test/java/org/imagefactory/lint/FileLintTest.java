package org.imagefactory.lint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.spec.LintRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileLintTest {

    @TempDir Path root;
    private LintFixture fixture;
    private Path temporary;

    @BeforeEach
    void makeFixture() throws Exception {
        fixture = new LintFixture(root);
        fixture.file("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        fixture.install();
        temporary = Files.createDirectory(root.resolve("tmp"));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).isEmpty();
        }
    }

    private List<String> lint(Path file) throws Exception {
        CleanupStack cleanup = new CleanupStack();
        try {
            return new FileLint(fixture.runner, temporary)
                    .lint(file, Set.of(LintRule.values()), cleanup).stream()
                            .map(LintFinding::toString)
                            .toList();
        } finally {
            cleanup.unwind(
                    true,
                    warning -> {
                        throw new AssertionError(warning);
                    });
        }
    }

    private Path converted(String format, String... options) throws Exception {
        Path file = fixture.folder.resolve("an: image." + format);
        List<String> command =
                Stream.of(
                                Stream.of("qemu-img", "convert", "-f", "raw", "-O", format),
                                Stream.of(options),
                                Stream.of(fixture.image.toString(), file.toString()))
                        .flatMap(words -> words)
                        .toList();
        DiskImages.run(command, Path.of("/dev/null"));
        return file;
    }

    @Test
    void checksRawImagesWhereTheyAre() throws Exception {
        assertThat(lint(fixture.image))
                .containsExactly(
                        "machine-id: /etc/machine-id: holds an ID that every copy of the image"
                                + " would have");
        assertThat(fixture.runner.commands()).noneMatch(command -> command.contains("convert"));
        assertThat(fixture.left()).containsExactly("disk.raw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qcow2", "vdi", "vhdx"})
    void checksACopyOfOthers(String format) throws Exception {
        assertThat(lint(converted(format))).hasSize(1);
    }

    @Test
    void takesNoOtherFileIn() throws Exception {
        Path overlay = fixture.folder.resolve("overlay.qcow2");
        DiskImages.run(
                List.of(
                        "qemu-img",
                        "create",
                        "-q",
                        "-f",
                        "qcow2",
                        "-F",
                        "raw",
                        "-b",
                        fixture.image.toString(),
                        overlay.toString()),
                Path.of("/dev/null"));
        assertThatThrownBy(() -> lint(overlay))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("needs another file");
        Path data = fixture.folder.resolve("data");
        Path external = converted("qcow2", "-o", "data_file=" + data);
        assertThatThrownBy(() -> lint(external))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("needs another file");
        assertThat(fixture.runner.commands()).isEmpty();
        assertThatThrownBy(() -> lint(converted("vmdk")))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("cannot look into the format 'vmdk'");
    }

    @Test
    void tellsWhatIsNoImage() throws Exception {
        assertThatThrownBy(() -> lint(root.resolve("no")))
                .isInstanceOf(HostException.class)
                .hasMessage("there is no such file");
        assertThatThrownBy(() -> lint(root))
                .isInstanceOf(HostException.class)
                .hasMessage("is no regular file");
        assertThatThrownBy(() -> lint(Files.writeString(root.resolve("text"), "x".repeat(5000))))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("no partition table");
        assertThatThrownBy(() -> lint(Files.writeString(root.resolve("empty"), "")))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("empty");
        Path cut = converted("qcow2");
        byte[] start = DiskImages.read(cut, 0, 1000);
        assertThatThrownBy(() -> lint(Files.write(root.resolve("cut.qcow2"), start)))
                .isInstanceOf(ImageCheckException.class);
    }

    /** A text that qemu-img would take for an image, whose content is any file of the host. */
    @Test
    @Timeout(60)
    void opensNothingThatAnImageNames() throws Exception {
        Path fifo = root.resolve("fifo");
        DiskImages.run(List.of("mkfifo", fifo.toString()), Path.of("/dev/null"));
        String text =
                "# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=ffffffff\n"
                        + "createType=\"monolithicFlat\"\n\nRW 8 FLAT \"%s\" 0\n".formatted(fifo);
        assertThatThrownBy(() -> lint(Files.writeString(root.resolve("disk.raw"), text)))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("cannot look into the format 'vmdk'");
        assertThatThrownBy(() -> lint(fifo))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no regular file");
        assertThatThrownBy(() -> lint(Files.createSymbolicLink(root.resolve("link"), fifo)))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no regular file");
        assertThat(fixture.runner.commands()).isEmpty();
    }

    /** All of a huge disk is the same cluster of a tiny file. */
    @Test
    @Timeout(300)
    void unfoldsNoBomb() throws Exception {
        Path bomb = root.resolve("bomb.qcow2");
        int cluster = 1 << 16;
        long virtual = 1L << 41;
        ByteBuffer header = ByteBuffer.allocate(5 * cluster);
        int entries = (int) (virtual / cluster / (cluster / 8));
        header.putInt(0x514649fb).putInt(3).putLong(0).putInt(0).putInt(16).putLong(virtual);
        header.putInt(0).putInt(entries).putLong(cluster).putLong(4L * cluster).putInt(1);
        header.position(96);
        header.putInt(4).putInt(104);
        header.position(cluster);
        for (int i = 0; i < entries; i++) {
            header.putLong(2L * cluster | 1L << 63);
        }
        header.position(2 * cluster);
        for (int i = 0; i < cluster / 8; i++) {
            header.putLong(3L * cluster | 1L << 63);
        }
        while (header.position() < 4 * cluster) {
            header.put((byte) 'A');
        }
        Files.write(bomb, header.array());
        CommonsExecRunner real = new CommonsExecRunner(System.getenv());
        CleanupStack cleanup = new CleanupStack();
        try {
            assertThatThrownBy(
                            () ->
                                    new FileLint(real, temporary)
                                            .lint(bomb, Set.of(LintRule.values()), cleanup))
                    .isInstanceOf(ImageCheckException.class)
                    .hasMessageContaining("would unfold to more than");
        } finally {
            cleanup.unwind(true, warning -> {});
        }
    }

    @Test
    void removesWhatAKilledOneLeft() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        String prefix = "image-factory-work-";
        Path killed = Files.createDirectory(temporary.resolve(prefix + dead.pid() + "-x"));
        Files.writeString(killed.resolve("disk.raw"), "x");
        Path running =
                Files.createDirectory(
                        temporary.resolve(prefix + ProcessHandle.current().pid() + "-x"));
        lint(fixture.image);
        assertThat(killed).doesNotExist();
        Files.delete(running); // was left alone
    }

    @Test
    void saysThatThereIsNoTemporaryFolder() {
        CleanupStack cleanup = new CleanupStack();
        assertThatThrownBy(
                        () ->
                                new FileLint(fixture.runner, root.resolve("none"))
                                        .lint(fixture.image, Set.of(), cleanup))
                .isInstanceOf(HostException.class)
                .hasMessageEndingWith("none does not exist");
    }

    @Test
    void tellsWhatADiskIs() throws Exception {
        Path disk = DiskImages.empty(root.resolve("disk.raw"), 64L << 20);
        DiskImages.partition(disk, "label: dos\nstart=2048, size=32768, type=83\ntype=8e\n");
        DiskImages.mkfs(disk, "ext4", 1 << 20, 16 << 20, Files.createDirectory(root.resolve("b")));
        DiskImages.write(disk, (17L << 20) + 512, "LABELONE".getBytes(UTF_8));
        DiskImages.write(disk, (17L << 20) + 512 + 24, "LVM2 001".getBytes(UTF_8));
        assertThatThrownBy(() -> lint(disk))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("the system is inside of vda2 lvm")
                .satisfies(e -> assertThat(((ImageCheckException) e).advice()).isEmpty());
        DiskImages.write(disk, 17L << 20, "LUKS\u00ba\u00be".getBytes(ISO_8859_1));
        assertThatThrownBy(() -> lint(disk)).hasMessageContaining("inside of vda2 luks");

        Path large = DiskImages.empty(root.resolve("large.raw"), 64L << 20);
        DiskImages.partition(large, "label: gpt\nstart=2048, size=32768\n");
        byte[] header = DiskImages.read(large, 512, 512);
        DiskImages.write(large, 512, new byte[512]);
        DiskImages.write(large, (64L << 20) - 512, new byte[512]);
        DiskImages.write(large, 4096, header);
        assertThatThrownBy(() -> lint(large))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("for a disk with sectors of 4096 bytes");
    }

    @Test
    void tellsWhenThereIsNoRoom() throws Exception {
        Path image = converted("qcow2");
        fixture.runner.failing("convert", 1, "error while writing: No space left on device");
        assertThatThrownBy(() -> lint(image))
                .isInstanceOf(HostException.class)
                .hasMessage("no space for a raw copy in " + temporary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu-img info", "qemu-img convert", "debugfs"})
    void leavesNothingWhenInterrupted(String program) throws Exception {
        Path image = converted("qcow2");
        fixture.runner.interrupting(program);
        assertThatThrownBy(() -> lint(image)).isInstanceOf(InterruptedException.class);
    }
}

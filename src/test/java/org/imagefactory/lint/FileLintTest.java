package org.imagefactory.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.spec.LintRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
                .hasMessageContaining("the image needs another file: " + fixture.image);
        Path data = fixture.folder.resolve("data");
        Path external = converted("qcow2", "-o", "data_file=" + data);
        assertThatThrownBy(() -> lint(external))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("the image needs another file: " + data);
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

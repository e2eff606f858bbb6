package org.imagefactory.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.spec.DiskFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"compat=0.10", "compat=1.1", "compat=1.1,compression_type=zstd"})
    void qcow2IsToldByItsHeader(String options) throws Exception {
        create("image", "-f", "qcow2", "-o", options, "image", "1M");

        assertThat(ImageFormat.of(folder.resolve("image"))).isEqualTo(DiskFormat.QCOW2);
    }

    @Test
    void whatHasNoHeaderIsRaw() throws Exception {
        assertThat(ImageFormat.of(create("image", "-f", "raw", "image", "1M")))
                .isEqualTo(DiskFormat.RAW);
        assertThat(ImageFormat.of(Files.writeString(folder.resolve("short"), "x")))
                .isEqualTo(DiskFormat.RAW);
    }

    @Test
    void anImageThatRefersToAnotherFileIsRefused() throws Exception {
        create("base", "-f", "raw", "base", "1M");

        for (Path file :
                List.of(
                        create("top", "-f", "qcow2", "-F", "raw", "-b", "base", "top"),
                        create("old", "-f", "qed", "-F", "raw", "-b", "base", "old"),
                        create("data", "-f", "qcow2", "-o", "data_file=other", "data", "1M"))) {
            assertThatThrownBy(() -> ImageFormat.of(file))
                    .isInstanceOf(ImageCheckException.class)
                    .hasMessageContaining("needs another file");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vmdk", "vdi", "vpc", "vhdx", "qed", "parallels"})
    void anotherFormatIsRefused(String format) throws Exception {
        Path file = create("image", "-f", format, "image", "1M");

        assertThatThrownBy(() -> ImageFormat.of(file))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("neither a raw nor a qcow2 image");
        assertThat(ImageFormat.name(file)).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({"gzip, gunzip", "xz, unxz", "zstd -q --rm, unzstd", "bzip2, bunzip2"})
    void aCompressedFileIsToldFromAnImage(String packer, String unpacker) throws Exception {
        Path file = create("image", "-f", "raw", "image", "1M");
        List<String> command = new ArrayList<>(List.of(packer.split(" ")));
        command.add("image");
        assertThat(new ProcessBuilder(command).directory(folder.toFile()).start().waitFor())
                .isZero();
        try (Stream<Path> packed = Files.list(folder)) {
            Path only = packed.findFirst().orElseThrow();
            assertThatThrownBy(() -> ImageFormat.of(only))
                    .isInstanceOf(ImageCheckException.class)
                    .hasMessageContaining("is a compressed file, not an image")
                    .satisfies(
                            e ->
                                    assertThat(((ImageCheckException) e).advice().orElseThrow())
                                            .contains(unpacker));
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aMissingFileCannotBeRead() {
        assertThatThrownBy(() -> ImageFormat.of(folder.resolve("nothing")))
                .isInstanceOf(IOException.class);
    }

    private Path create(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("qemu-img", "create", "-q"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return folder.resolve(name);
    }
}

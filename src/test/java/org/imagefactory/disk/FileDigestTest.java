package org.imagefactory.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileDigestTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 65537, 5_000_000})
    void agreesWithSha256sum(int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Path file = Files.write(folder.resolve("file.raw"), bytes);
        List<Long> positions = new ArrayList<>();
        String sha256 = FileDigest.sha256(file, positions::add);
        Path sum = folder.resolve("file.raw.sha256sum");
        ChecksumFile.write(sum, file, sha256);
        assertThat(Files.readString(sum)).isEqualTo(sha256 + "  file.raw\n");
        assertThat(ChecksumFile.read(sum)).isEqualTo(sha256);
        DiskImages.run(
                List.of(
                        "sh",
                        "-c",
                        "cd \"$1\" && sha256sum -c file.raw.sha256sum",
                        "sh",
                        "" + folder),
                Path.of("/dev/null"));
        if (length > 0) {
            assertThat(positions).isSorted().last().isEqualTo((long) length);
        }
    }

    @Test
    void failsWhereNothingCanBeRead() {
        assertThatThrownBy(() -> FileDigest.sha256(folder.resolve("none"), done -> {}))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> FileDigest.sha256(folder, done -> {}))
                .isInstanceOf(IOException.class);
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        Path file = DiskImages.empty(folder.resolve("file"), 1L << 40);
        assertThatThrownBy(
                        () ->
                                FileDigest.sha256(
                                        file,
                                        done -> {
                                            if (done > 1 << 20) {
                                                Thread.currentThread().interrupt();
                                            }
                                        }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("sha256-reader"));
    }

    @Test
    void refusesAnotherForm() throws Exception {
        Path sum = Files.writeString(folder.resolve("x.sha256sum"), "123  x\n");
        assertThatThrownBy(() -> ChecksumFile.read(sum)).hasMessageContaining("not a checksum");
    }

    @Test
    void copiesAPartOutAndBack() throws Exception {
        Path disk = DiskImages.empty(folder.resolve("disk"), 64L << 20);
        byte[] data = new byte[3_000_000];
        new Random(7).nextBytes(data);
        DiskImages.write(disk, 5_000_000, data);
        Path part = folder.resolve("part");
        RangeCopy.extract(disk, 1 << 20, 62L << 20, part);
        assertThat(part).hasSize(62 << 20);
        assertThat(DiskImages.allocated(part)).isLessThan(6 << 20);
        assertThat(DiskImages.read(part, 5_000_000L - (1 << 20), data.length)).isEqualTo(data);

        DiskImages.write(part, 10, "changed".getBytes(StandardCharsets.UTF_8));
        DiskImages.write(part, 5_000_000L - (1 << 20), new byte[data.length]);
        RangeCopy.restore(part, disk, 1 << 20, 62L << 20);
        assertThat(DiskImages.read(disk, (1 << 20) + 10, 7)).asString().isEqualTo("changed");
        assertThat(DiskImages.read(disk, 5_000_000, data.length)).containsOnly(0);
        assertThat(disk).hasSize(64 << 20);
    }
}

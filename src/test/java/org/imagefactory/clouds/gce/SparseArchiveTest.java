package org.imagefactory.clouds.gce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import org.imagefactory.disk.DiskImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of disks, read by tar. */
class SparseArchiveTest {

    private static final long MIB = 1 << 20;

    @TempDir Path folder;
    private Path disk;
    private final List<DataRuns.Run> extents = new ArrayList<>();

    /** More parts than the header has places for; the last one ends in the middle of a block. */
    private void disk() throws Exception {
        disk = folder.resolve("disk.raw");
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(40 * MIB + 700);
            for (int part = 0; part < 40; part++) {
                file.seek(part * MIB + 1234L * part);
                file.write(noise);
                extents.add(new DataRuns.Run(part * MIB + 1234L * part, 200_000));
            }
            file.seek(40 * MIB + 200);
            file.write(noise, 0, 500);
        }
        extents.add(new DataRuns.Run(40 * MIB, 700));
    }

    @Test
    void tarFindsAllOfTheDisk() throws Exception {
        disk();
        long[] last = {0};

        pack("a.tar.gz", extents, bytes -> last[0] = bytes);

        assertThat(last[0]).isBetween(40 * 5000L, 41 * 12288L);
        Path there = Files.createDirectory(folder.resolve("there"));
        run("tar", "--extract", "--file=" + folder.resolve("a.tar.gz"), "--directory=" + there);
        assertThat(Files.size(there.resolve("disk.raw"))).isEqualTo(64 * MIB);
        assertThat(DiskImages.allocated(there.resolve("disk.raw"))).isLessThan(MIB);
        assertThat(Files.mismatch(there.resolve("disk.raw"), disk)).isEqualTo(Files.size(disk));
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(64 * MIB);
        }
        assertThat(Files.mismatch(there.resolve("disk.raw"), disk)).isEqualTo(-1);
    }

    @Test
    void whatTheHostHasAllocatedMakesNoDifference() throws Exception {
        disk();
        pack("a.tar.gz", extents, bytes -> {});

        pack("b.tar.gz", List.of(new DataRuns.Run(0, Files.size(disk))), bytes -> {});

        assertThat(folder.resolve("b.tar.gz")).hasSameBinaryContentAs(folder.resolve("a.tar.gz"));
    }

    @Test
    void anEmptyDiskIsOneHole() throws Exception {
        disk = folder.resolve("disk.raw");
        DiskImages.empty(disk, MIB);

        pack("a.tar.gz", List.of(), bytes -> {});

        assertThat(run("tar", "-tvf", folder.resolve("a.tar.gz").toString()))
                .contains("67108864 1970-01-01", "disk.raw");
    }

    private void pack(String name, List<DataRuns.Run> parts, LongConsumer heard) throws Exception {
        SparseArchive.write(disk, parts, 64 * MIB, folder.resolve(name), heard);
    }

    private static String run(String... command) throws Exception {
        return DiskImages.run(List.of(command), Path.of("/dev/null"));
    }
}

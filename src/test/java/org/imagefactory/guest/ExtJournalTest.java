package org.imagefactory.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.tools.DamagedFileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExtJournalTest {

    private static final long BYTES = 64 << 20;
    private static final byte[] OLD = "written last ".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path folder;

    private Path make(String... options) throws Exception {
        Path disk = DiskImages.empty(folder.resolve("disk"), BYTES);
        Path content = Files.createDirectories(folder.resolve("content"));
        Files.writeString(content.resolve("data"), "data that stays\n".repeat(100_000));
        List<String> command = new ArrayList<>(List.of("mke2fs", "-q", "-F"));
        command.addAll(List.of(options));
        command.addAll(List.of("-d", content.toString(), disk.toString()));
        DiskImages.run(command, Path.of("/dev/null"));
        return disk;
    }

    private static String onDisk(Path disk, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        words.add(disk.toString());
        return DiskImages.run(words, Path.of("/dev/null"));
    }

    /** Where a block of the journal lies, in bytes. */
    private static long position(Path disk, int blockBytes, int block) throws Exception {
        String answer = onDisk(disk, "debugfs", "-R", "bmap <8> " + block);
        return Long.parseLong(answer.lines().reduce((first, last) -> last).orElseThrow().strip())
                * blockBytes;
    }

    private static boolean isOld(Path disk, long position) throws Exception {
        return ByteBuffer.wrap(DiskImages.read(disk, position, OLD.length))
                .equals(ByteBuffer.wrap(OLD));
    }

    @ParameterizedTest
    @CsvSource({
        "ext4, 4096, extent",
        "ext4, 1024, extent",
        "ext4, 4096, '^extent,^64bit'",
        "ext3, 1024, ^metadata_csum",
        "ext4, 4096, ^metadata_csum",
    })
    void emptiesALogThatWasReplayed(String type, int blockBytes, String feature) throws Exception {
        Path disk = make("-t", type, "-b", "" + blockBytes, "-O", feature, "-J", "size=4");
        int last = (4 << 20) / blockBytes - 1;
        List<Long> positions = new ArrayList<>();
        for (int block : new int[] {1, 2, 13, 300, last}) {
            positions.add(position(disk, blockBytes, block));
            DiskImages.write(disk, positions.get(positions.size() - 1), OLD);
        }
        byte[] superblock = DiskImages.read(disk, position(disk, blockBytes, 0), blockBytes);

        assertThat(ExtJournal.empty(disk, 0, BYTES)).isBetween((long) blockBytes, 4L << 20);

        for (long position : positions) {
            assertThat(isOld(disk, position)).isFalse();
        }
        assertThat(DiskImages.read(disk, position(disk, blockBytes, 0), blockBytes))
                .isEqualTo(superblock);
        onDisk(disk, "e2fsck", "-fn");
        assertThat(onDisk(disk, "debugfs", "-R", "cat /data")).contains("data that stays");
        assertThat(ExtJournal.empty(disk, 0, BYTES)).isZero();
    }

    @Test
    void leavesHolesAsTheyAre() throws Exception {
        Path disk = make("-t", "ext4", "-J", "size=4");
        assertThat(ExtJournal.empty(disk, 0, BYTES)).isZero();
    }

    @Test
    void leavesWhatIsToBeReplayed() throws Exception {
        Path disk = make("-t", "ext4", "-b", "4096", "-J", "size=4");
        long log = position(disk, 4096, 1);
        DiskImages.write(disk, log, OLD);
        DiskImages.write(disk, position(disk, 4096, 0) + 31, new byte[] {1});
        assertThat(ExtJournal.empty(disk, 0, BYTES)).isZero();
        assertThat(isOld(disk, log)).isTrue();
    }

    @Test
    void leavesWhatHasNone() throws Exception {
        assertThat(ExtJournal.empty(make("-t", "ext2"), 0, BYTES)).isZero();
        // a journal on another device, and an inode that is left from before
        Path disk = make("-t", "ext4", "-O", "^has_journal");
        DiskImages.write(disk, 1024 + 224, new byte[] {8, 0, 0, 0});
        assertThat(ExtJournal.empty(disk, 0, BYTES)).isZero();
    }

    /** Nothing is written to a place that no superblock of a journal leads to. */
    @Test
    void refusesWhatIsNoJournal() throws Exception {
        Path disk = make("-t", "ext4", "-b", "4096", "-O", "^metadata_csum", "-J", "size=4");
        byte inode;
        try (ExtVolume volume = ExtVolume.open(disk, 0, BYTES)) {
            inode = volume.root().list().get("data").byteValue();
        }
        DiskImages.write(disk, 1024 + 224, new byte[] {inode, 0, 0, 0});
        assertThatThrownBy(() -> ExtJournal.empty(disk, 0, BYTES))
                .isInstanceOf(DamagedFileSystemException.class)
                .hasMessage("the journal has no superblock");
        assertThat(onDisk(disk, "debugfs", "-R", "cat /data").lines())
                .contains("data that stays")
                .doesNotContain("");
    }
}

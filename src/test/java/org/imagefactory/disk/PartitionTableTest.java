package org.imagefactory.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.imagefactory.error.ImageCheckException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartitionTableTest {

    private static final long SIZE = 64L * DiskImages.MIB;

    @TempDir Path folder;
    private Path disk;

    @BeforeEach
    void makeDisk() throws Exception {
        disk = DiskImages.empty(folder.resolve("disk.raw"), SIZE);
    }

    private PartitionTable read() throws Exception {
        return PartitionTable.read(disk);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::read)
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining(message);
    }

    @Test
    void findsExt4InMbr() throws Exception {
        DiskImages.partition(disk, "label: dos\nstart=2048, type=83, bootable\n");
        DiskImages.mkfs(
                disk,
                "ext4",
                DiskImages.MIB,
                SIZE - DiskImages.MIB,
                Files.createDirectory(folder.resolve("content")));
        PartitionTable table = read();
        assertThat(table.kind()).isEqualTo(PartitionTable.Kind.MBR);
        assertThat(table.partitions())
                .containsExactly(
                        new Partition(
                                1, DiskImages.MIB, SIZE - DiskImages.MIB, FileSystemType.EXT4));
        assertThat(table.summary()).isEqualTo("1 partition (vda1 ext4 63 MiB)");
    }

    @Test
    void findsLogicalPartitions() throws Exception {
        DiskImages.partition(
                disk,
                """
                label: dos
                1: start=2048, size=8192, type=83
                2: size=65536, type=5
                5: size=8192, type=83
                6: size=16384, type=82
                """);
        assertThat(read().partitions())
                .extracting(Partition::number, Partition::length)
                .containsExactly(tuple(1, 4L << 20), tuple(5, 4L << 20), tuple(6, 8L << 20));
    }

    @Test
    void readsGptAndItsCopy() throws Exception {
        DiskImages.partition(disk, "label: gpt\nsize=2048\nsize=8192\n");
        PartitionTable good = read();
        assertThat(good.kind()).isEqualTo(PartitionTable.Kind.GPT);
        assertThat(good.partitions()).hasSize(2);
        assertThat(good.warnings()).isEmpty();

        DiskImages.write(disk, 512 + 40, new byte[] {99});
        PartitionTable backup = read();
        assertThat(backup.partitions()).isEqualTo(good.partitions());
        assertThat(backup.warnings()).hasSize(1);

        DiskImages.write(disk, SIZE - 512 + 40, new byte[] {99});
        assertRefused("neither the GPT nor its copy");
    }

    @Test
    void refusesGptWithBadEntries() throws Exception {
        DiskImages.partition(disk, "label: gpt\nsize=2048\n");
        DiskImages.write(disk, 1024 + 40, new byte[] {1, 2, 3});
        assertThat(read().warnings()).hasSize(1);
        DiskImages.write(disk, SIZE - 33 * 512 + 40, new byte[] {1, 2, 3});
        assertRefused("neither the GPT nor its copy");
    }

    @Test
    void readsLargeGpt() throws Exception {
        DiskImages.partition(
                disk, "label: gpt\ntable-length: 256\nfirst-lba: 2048\n200: size=2048\n");
        assertThat(read().partitions())
                .singleElement()
                .extracting(Partition::number)
                .isEqualTo(200);
    }

    @Test
    void refusesEmptyDisk() {
        assertRefused("the disk is empty");
    }

    @Test
    void refusesTinyDisk() throws Exception {
        DiskImages.truncate(disk, 100);
        DiskImages.write(disk, 0, new byte[] {1});
        assertRefused("too small");
    }

    @Test
    void findsNoTable() throws Exception {
        DiskImages.write(disk, 0, new byte[] {1});
        assertThat(read().kind()).isEqualTo(PartitionTable.Kind.NONE);
        assertThat(read().summary()).isEqualTo("no partition table");
    }

    @Test
    void findsFileSystemWithoutTable() throws Exception {
        DiskImages.mkfs(disk, "ext2", 0, SIZE, Files.createDirectory(folder.resolve("content")));
        PartitionTable table = read();
        assertThat(table.kind()).isEqualTo(PartitionTable.Kind.NONE);
        assertThat(table.summary()).contains("on the whole disk (vda ext2 64 MiB)");
    }

    @Test
    void findsNoPartitions() throws Exception {
        DiskImages.partition(disk, "label: dos\n");
        assertThat(read().summary()).isEqualTo("a partition table without partitions");
    }

    @Test
    void refusesPartitionBeyondTheEnd() throws Exception {
        DiskImages.partition(disk, "label: dos\nstart=2048, type=83\n");
        DiskImages.truncate(disk, SIZE / 2);
        assertRefused("not within the disk");
    }

    @Test
    void refusesOverlap() throws Exception {
        entry(0, 0x83, 2048, 4096);
        entry(1, 0x83, 4096, 4096);
        assertRefused("vda1 and vda2 overlap");
    }

    @Test
    void refusesPartitionOverTheTable() throws Exception {
        entry(0, 0x83, 0, 4096);
        assertRefused("not within the disk");
    }

    @Test
    void refusesEndlessChain() throws Exception {
        entry(0, 5, 2048, 65536);
        byte[] link = record(5, 0, 65536);
        DiskImages.write(disk, 2048 * 512 + 446 + 16, link);
        DiskImages.write(disk, 2048 * 512 + 510, new byte[] {0x55, (byte) 0xAA});
        assertRefused("does not end");
    }

    @ParameterizedTest
    @CsvSource({"2147483648", "4294967295", "0"})
    void refusesChainBeyondTheEnd(long start) throws Exception {
        entry(0, 5, start, 4096);
        assertRefused("the extended partition goes on at sector");
    }

    /** Whatever a guest writes, the answer is a table or a refusal. */
    @Test
    void survivesNoise() throws Exception {
        DiskImages.partition(disk, "label: gpt\nsize=2048\nsize=8192\n");
        byte[] table = DiskImages.read(disk, 0, 34 * 512);
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            byte[] noise = table.clone();
            for (int i = 0; i < 1 + round % 7; i++) {
                noise[random.nextInt(2048)] = (byte) random.nextInt(256);
            }
            for (int i = 0; round % 3 == 0 && i < 64; i++) {
                noise[446 + i] = (byte) random.nextInt(256);
            }
            DiskImages.write(disk, 0, noise);
            try {
                assertThat(read().summary()).isNotEmpty();
            } catch (ImageCheckException e) {
                assertThat(e).hasMessageContaining("partition table is damaged");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, XFSB, xfs",
        "0, 'LUKS\u00ba\u00be', luks",
        "65600, _BHRfS_M, btrfs",
        "4086, SWAPSPACE2, swap",
        "65526, SWAPSPACE2, swap",
        "512, 'LABELONE................LVM2 001', lvm",
        "0, XXXX, unknown file system",
    })
    void tellsFileSystems(long at, String signature, String label) throws Exception {
        entry(0, 0x83, 2048, 65536);
        DiskImages.write(disk, DiskImages.MIB + at, signature.getBytes(ISO_8859_1));
        assertThat(read().partitions())
                .singleElement()
                .extracting(partition -> partition.fileSystem().label())
                .isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({"54, FAT16", "82, FAT32"})
    void tellsFat(long at, String name) throws Exception {
        DiskImages.write(disk, at, (name + "   ").getBytes(ISO_8859_1));
        DiskImages.write(disk, 510, new byte[] {0x55, (byte) 0xAA});
        assertThat(read().summary()).contains("vda vfat 64 MiB");
    }

    @ParameterizedTest
    @CsvSource({"ext2", "ext3", "ext4"})
    void tellsExt(String type) throws Exception {
        entry(0, 0x83, 2048, 65536);
        Path content = Files.createDirectory(folder.resolve("content"));
        DiskImages.mkfs(disk, type, DiskImages.MIB, 32L << 20, content);
        assertThat(read().partitions().get(0).fileSystem().label()).isEqualTo(type);
        ExtSuperblock superblock = ExtSuperblock.read(disk, DiskImages.MIB);
        assertThat(superblock.clean()).isTrue();
        assertThat(superblock.needsRecovery()).isFalse();
        assertThat(superblock.errorsFound()).isFalse();
        assertThat(superblock.blocks() * superblock.blockBytes()).isEqualTo(32L << 20);
        assertThat(superblock.usedBytes()).isBetween(1L << 20, 16L << 20);
    }

    private void entry(int index, int type, long start, long sectors) throws Exception {
        DiskImages.write(disk, 446 + index * 16L, record(type, start, sectors));
        DiskImages.write(disk, 510, new byte[] {0x55, (byte) 0xAA});
    }

    private static byte[] record(int type, long start, long sectors) {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.put(4, (byte) type).putInt(8, (int) start).putInt(12, (int) sectors).array();
    }
}

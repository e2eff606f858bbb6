package org.imagefactory.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.imagefactory.error.ImageCheckException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables whose checksums are right and whose content is not. */
class HostileGptTest {

    private static final long SIZE = 64L * DiskImages.MIB;
    private static final int SECTOR = 512;
    private static final int ENTRIES = 1024;
    private static final int ENTRY_BYTES = 128;

    @TempDir Path folder;
    private Path disk;

    @BeforeEach
    void makeDisk() throws Exception {
        disk = DiskImages.empty(folder.resolve("disk.raw"), SIZE);
        DiskImages.partition(disk, "label: gpt\nstart=2048, size=20480\nstart=22528, size=40960\n");
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 30000, overlap",
        "5000, 4000, has sectors 5000 to 4000",
        "2048, 1000000000, is not within the disk",
        "4611686018427387904, 4611686018427388004, is not within the disk",
        "9223372036854775798, 9223372036854775807, has sectors",
        "-10, -1, has sectors",
        "0, 100, is not within the disk",
    })
    void sectorsThatCannotBeAreRefused(long first, long last, String message) throws Exception {
        ByteBuffer table = bytes();
        table.putLong(ENTRIES + 32, first).putLong(ENTRIES + 40, last);
        write(signed(table));

        assertThatThrownBy(() -> PartitionTable.read(disk))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining(message);
    }

    /** What is allocated for it is asked for by the guest. */
    @ParameterizedTest
    @CsvSource({"268435455, 128", "-1, 128", "128, 3", "128, 1073741824", "4096, 4096"})
    void anArrayThatCannotBeIsNotRead(int count, int entryBytes) throws Exception {
        ByteBuffer table = bytes();
        table.putInt(SECTOR + 80, count).putInt(SECTOR + 84, entryBytes);
        write(signed(table));

        PartitionTable read = PartitionTable.read(disk);

        assertThat(read.partitions()).hasSize(2);
        assertThat(read.warnings()).singleElement().asString().contains("its copy");
    }

    /** Its partitions are those of the GPT: UEFI and Linux take no others. */
    @Test
    void aHybridMbrIsAGpt() throws Exception {
        PartitionTable good = PartitionTable.read(disk);
        ByteBuffer table = bytes();
        byte[] protective = new byte[16];
        table.get(446, protective);
        table.put(462, protective).putLong(446, 0x00000083_00000080L).putInt(454, 4096);
        table.putInt(458, 9999);
        write(table);

        assertThat(PartitionTable.read(disk)).isEqualTo(good);
    }

    @Test
    void aDiskWithLargeSectorsIsRefused() throws Exception {
        ByteBuffer table = bytes();
        byte[] header = new byte[SECTOR];
        table.get(SECTOR, header);
        table.put(SECTOR, new byte[SECTOR]).put(4096, header);
        write(table);
        DiskImages.write(disk, SIZE - SECTOR, new byte[SECTOR]);

        assertThatThrownBy(() -> PartitionTable.read(disk))
                .hasMessageContaining("sectors of 4096 bytes");
    }

    private ByteBuffer bytes() throws Exception {
        try (var in = Files.newInputStream(disk)) {
            return ByteBuffer.wrap(in.readNBytes(34 * SECTOR)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private void write(ByteBuffer table) throws Exception {
        byte[] all = new byte[table.capacity()];
        table.get(0, all);
        DiskImages.write(disk, 0, all);
    }

    private static ByteBuffer signed(ByteBuffer table) {
        table.putInt(SECTOR + 88, crc(table, ENTRIES, 128 * ENTRY_BYTES));
        table.putInt(SECTOR + 16, 0);
        return table.putInt(SECTOR + 16, crc(table, SECTOR, table.getInt(SECTOR + 12)));
    }

    private static int crc(ByteBuffer table, int at, int length) {
        CRC32 crc = new CRC32();
        crc.update(table.slice(at, length));
        return (int) crc.getValue();
    }
}

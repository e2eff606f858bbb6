package org.imagefactory.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.imagefactory.error.ImageCheckException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FatFilesTest {

    private static final List<String> LOADER = List.of("EFI", "BOOT", "BOOTX64.EFI");
    private static final int OFFSET = DiskImages.MIB;
    private static final Path NOTHING = Path.of("/dev/null");

    @TempDir Path folder;

    /** By size: entries of 12, 16 and 32 bits. */
    @ParameterizedTest
    @CsvSource({"2, ''", "20, ''", "64, -F", "300, -F"})
    void findsWhatIsThere(int mebibytes, String option) throws Exception {
        Path disk = make(mebibytes, option);
        Partition partition = partition(mebibytes);
        assertThat(FatFiles.has(disk, partition, LOADER)).isFalse();
        mtools(disk, "mmd", "::/loader", "::/efi", "::/efi/boot");
        // So many long names that the folder takes several clusters.
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (int i = 0; i < 20; i++) {
            copy(disk, file, "::/efi/boot/a long name that takes five entries of a folder " + i);
        }
        assertThat(FatFiles.has(disk, partition, LOADER)).isFalse();
        Path empty = Files.createFile(folder.resolve("empty"));
        copy(disk, empty, "::/efi/boot/bootx64.efi");
        assertThat(FatFiles.has(disk, partition, LOADER)).isFalse();
        copy(disk, file, "::/efi/boot/bootx64.efi");
        assertThat(FatFiles.has(disk, partition, LOADER)).isTrue();
        assertThat(FatFiles.has(disk, partition, List.of("EFI", "BOOT"))).isFalse();
        assertThat(FatFiles.has(disk, partition, List.of("EFI", "BOOT", "BOOTX64.EFI", "X")))
                .isFalse();
        mtools(disk, "mdel", "::/efi/boot/bootx64.efi");
        assertThat(FatFiles.has(disk, partition, LOADER)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2, ''", "64, -F"})
    void showsAllByTheirLongNames(int mebibytes, String option) throws Exception {
        Path disk = make(mebibytes, option);
        mtools(disk, "mmd", "::/EFI", "::/EFI/debian");
        Path text = Files.writeString(folder.resolve("text"), "0123456789".repeat(300));
        copy(disk, text, "::/EFI/debian/grub.cfg");
        copy(disk, text, "::/EFI/debian/SHIMX64.EFI");
        copy(disk, text, "::/EFI/debian/a name that takes three entries.conf");
        copy(disk, text, "::/EFI/debian/gone with its long name");
        mtools(disk, "mdel", "::/EFI/debian/gone with its long name");
        List<String> found = new ArrayList<>();
        FatFiles.walk(
                disk,
                partition(mebibytes),
                file -> {
                    ByteArrayOutputStream content = new ByteArrayOutputStream();
                    file.copy(content);
                    found.add(file.path() + " " + file.isFolder() + " " + content.size());
                    assertThat(content.toString(UTF_8)).isIn("", "0123456789".repeat(300));
                });
        assertThat(found)
                .containsExactly(
                        "/EFI true 0",
                        "/EFI/debian true 0",
                        "/EFI/debian/grub.cfg false 3000",
                        "/EFI/debian/SHIMX64.EFI false 3000",
                        "/EFI/debian/a name that takes three entries.conf false 3000");
    }

    @Test
    void endsWhereAFolderDoesNot() throws Exception {
        Path disk = make(64, "-F");
        // The root folder's cluster follows itself.
        int reserved = 32;
        DiskImages.write(disk, OFFSET + reserved * 512L + 8, new byte[] {2, 0, 0, 0});
        DiskImages.write(disk, data(disk), filled());
        assertThat(FatFiles.has(disk, partition(64), LOADER)).isFalse();
    }

    @Test
    void refusesNonsense() throws Exception {
        Path disk = make(64, "-F");
        DiskImages.write(disk, OFFSET + 13, new byte[] {0});
        assertThatThrownBy(() -> FatFiles.has(disk, partition(64), LOADER))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("vda1");
        // So many sectors that the cluster of the root folder could be among them.
        DiskImages.write(disk, OFFSET + 13, new byte[] {1});
        DiskImages.write(disk, OFFSET + 32, new byte[] {-1, -1, -1, -1});
        DiskImages.write(disk, OFFSET + 44, new byte[] {-1, -1, -1, 0});
        assertThatThrownBy(() -> FatFiles.has(disk, partition(64), LOADER))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("beyond its end");
    }

    private static long data(Path disk) throws Exception {
        byte[] start = DiskImages.read(disk, OFFSET, 512);
        int tableSectors = Byte.toUnsignedInt(start[36]) | Byte.toUnsignedInt(start[37]) << 8;
        return OFFSET + (32 + 2L * tableSectors) * 512;
    }

    /** A cluster of entries that mean nothing, without an end. */
    private static byte[] filled() {
        byte[] cluster = new byte[512];
        Arrays.fill(cluster, (byte) 0xE5);
        return cluster;
    }

    private Path make(int mebibytes, String option) throws Exception {
        Path disk = DiskImages.empty(folder.resolve("disk.raw"), OFFSET * (mebibytes + 1L));
        int sectors = mebibytes * 2048;
        if (option.isEmpty()) {
            mtools(disk, "mformat", "-T", String.valueOf(sectors), "-h", "16", "-s", "32", "::");
        } else {
            mtools(
                    disk,
                    "mformat",
                    option,
                    "-T",
                    String.valueOf(sectors),
                    "-h",
                    "16",
                    "-s",
                    "32",
                    "-c",
                    "1",
                    "::");
        }
        return disk;
    }

    private static Partition partition(int mebibytes) {
        return new Partition(
                1,
                OFFSET,
                (long) mebibytes * DiskImages.MIB,
                FileSystemType.VFAT,
                PartitionRole.ESP);
    }

    private static void copy(Path disk, Path file, String target) throws Exception {
        mtools(disk, "mcopy", "-D", "o", file.toString(), target);
    }

    private static void mtools(Path disk, String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program, "-i", disk + "@@1M"));
        command.addAll(List.of(arguments));
        DiskImages.run(command, NOTHING);
    }
}

package org.imagefactory.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.Partition;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.DamagedFileSystemException;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.Guestfish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems of mkfs.xfs, which can fill them without a mount. */
class XfsVolumeTest {

    private static final long OFFSET = DiskImages.MIB;
    private static final long SIZE = 320L * DiskImages.MIB;
    private static final Path NOTHING = Path.of("/dev/null");
    private static final String LONG_LINK = "/a/very/long/target".repeat(40);

    @TempDir private Path folder;

    private Path make(String options, String content) throws Exception {
        Path small = Files.writeString(folder.resolve("small"), "hello\n");
        Path large = Files.write(folder.resolve("large"), large());
        String prototype =
                "/\n0 0\nd--755 0 0\n"
                        + content.replace("SMALL", "" + small).replace("LARGE", "" + large)
                        + "$\n";
        Path file = Files.writeString(folder.resolve("prototype"), prototype);
        Path raw = DiskImages.empty(folder.resolve("fs"), SIZE);
        List<String> command = new ArrayList<>(List.of("mkfs.xfs", "-q", "-p", "" + file));
        Stream.of(options.split(" ")).filter(o -> !o.isEmpty()).forEach(command::add);
        command.add("" + raw);
        DiskImages.run(command, NOTHING);
        Path disk = DiskImages.empty(folder.resolve("disk.raw"), OFFSET + SIZE);
        DiskImages.run(
                List.of(
                        "dd",
                        "if=" + raw,
                        "of=" + disk,
                        "bs=1M",
                        "seek=1",
                        "conv=notrunc,sparse",
                        "status=none"),
                NOTHING);
        return disk;
    }

    private static byte[] large() {
        byte[] bytes = new byte[3_000_001];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i * 31) >> 7);
        }
        return bytes;
    }

    private static Volume open(Path disk) throws IOException {
        return Volume.open(disk, new Partition(1, OFFSET, SIZE, FileSystemType.XFS));
    }

    private static byte[] content(Inode inode) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        inode.copy(out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-m crc=0",
                "-m crc=0 -n ftype=0",
                "-b size=1024",
                "-n size=16384 -m bigtime=0",
                "-i nrext64=1"
            })
    void readsFilesFoldersAndLinks(String options) throws Exception {
        StringBuilder many = new StringBuilder("many d--700 5 6\n");
        for (int i = 0; i < 600; i++) {
            many.append("a-name-of-some-length-%d ---644 0 0 SMALL\n".formatted(i));
        }
        Path disk =
                make(
                        options,
                        """
                        etc d--755 0 0
                        os-release ---640 70000 80000 SMALL
                        release l--777 0 0 ../usr/lib/os-release
                        far l--777 0 0 %s
                        $
                        large -u-755 0 0 LARGE
                        null c--666 0 0 1 3
                        %s$
                        """
                                .formatted(LONG_LINK, many));
        try (Volume volume = open(disk)) {
            Map<String, Long> root = volume.root().list();
            assertThat(root).containsOnlyKeys("etc", "large", "many", "null");
            Inode large = volume.inode(root.get("large"));
            assertThat(large.mode()).isEqualTo(0104755);
            assertThat(content(large)).isEqualTo(large());
            Map<String, Long> etc = volume.inode(root.get("etc")).list();
            assertThat(etc).containsOnlyKeys("far", "os-release", "release");
            Inode release = volume.inode(etc.get("os-release"));
            assertThat(release.user()).isEqualTo(70000);
            assertThat(release.group()).isEqualTo(80000);
            assertThat(release.names()).isEqualTo(1);
            assertThat(release.modified()).isBetween(1_600_000_000L, 1L << 32);
            assertThat(content(release)).isEqualTo("hello\n".getBytes(UTF_8));
            assertThat(new String(volume.inode(etc.get("release")).target(), UTF_8))
                    .isEqualTo("../usr/lib/os-release");
            assertThat(new String(volume.inode(etc.get("far")).target(), UTF_8))
                    .isEqualTo(LONG_LINK);
            Map<String, Long> names = volume.inode(root.get("many")).list();
            assertThat(names).hasSize(600).containsKey("a-name-of-some-length-599");
            for (long number : names.values()) {
                assertThat(content(volume.inode(number))).hasSize(6);
            }
        }
    }

    /** For all who read with debugfs. */
    @Test
    void theRootIsCopiedWithoutLibguestfs() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            many.append(
                    "a-name-of-some-length-that-fills-blocks-%d ---600 0 0 SMALL\n".formatted(i));
        }
        Path disk =
                make(
                        "",
                        """
                        etc d--755 0 0
                        os-release l--777 0 0 ../usr/lib/os-release
                        shadow ---000 0 70000 SMALL
                        far l--777 0 0 %s
                        $
                        usr d--755 0 0
                        lib d--755 0 0
                        os-release ---644 0 0 SMALL
                        other ---644 0 0 SMALL
                        $
                        $
                        var d--755 0 0
                        large ---644 1 2 LARGE
                        many d--700 0 0
                        %s$
                        $
                        """
                                .formatted(LONG_LINK, many));
        DiskImages.partition(disk, "label: dos\nstart=2048, type=83\n");
        ProcessRunner runner = new CommonsExecRunner(Map.of("PATH", "/sbin:/usr/sbin"));
        List<String> notes = new ArrayList<>();
        InstalledDisk installed =
                DiskReader.only(new Debugfs(runner), new Guestfish(runner, VirtType.AUTO))
                        .read(disk, false, notes::add);

        assertThat(notes).isEmpty();
        DiskImages.run(List.of("e2fsck", "-fn", "" + installed.copy().orElseThrow()), NOTHING);
        GuestFiles files = new GuestFiles(new Debugfs(runner), installed.locate(installed.root()));
        assertThat(files.read("/etc/os-release", 100)).contains("hello\n".getBytes(UTF_8));
        assertThat(files.read("/var/large", 1 << 22)).contains(large());
        assertThat(files.find("/etc/shadow").get(0).entry().owner()).isEqualTo("0:70000");
        assertThat(files.find("/etc/shadow").get(0).entry().permissions()).isEqualTo("0000");
        assertThat(files.linkTarget(files.find("/etc/far").get(0).entry())).contains(LONG_LINK);
        assertThat(files.find("/var/many/*")).hasSize(3000);
        assertThat(files.find("/usr/lib/*")).hasSize(1);
    }

    @Test
    void refusesWhatIsStillInTheJournal() throws Exception {
        Path disk = make("", "");
        try (Volume volume = open(disk)) {
            assertThat(volume.root().list()).isEmpty();
        }
        long log = OFFSET + journal(disk);
        byte[] operation = DiskImages.read(disk, log + 512, 16);
        operation[9] = 0;
        DiskImages.write(disk, log + 512, operation);

        assertThatThrownBy(() -> open(disk))
                .isInstanceOf(DamagedFileSystemException.class)
                .hasMessage("it was not unmounted");
    }

    private static long journal(Path disk) throws Exception {
        ByteBuffer block = ByteBuffer.wrap(DiskImages.read(disk, OFFSET, 512));
        long number = block.getLong(48);
        int bits = block.get(124);
        return ((number >> bits) * block.getInt(84) + (number & (1L << bits) - 1))
                << block.get(120);
    }
}

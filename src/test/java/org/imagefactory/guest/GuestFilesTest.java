package org.imagefactory.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.tools.DamagedFileSystemException;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuestFilesTest {

    private static final long SIZE = 32L * DiskImages.MIB;
    private static final int LIMIT = 1 << 20;

    @TempDir Path root;
    private final TestRunner runner = new TestRunner();
    private Path folder;
    private Path content;

    @BeforeEach
    void makeFolders() throws Exception {
        folder = Files.createDirectory(root.resolve("a folder?"));
        content = Files.createDirectory(root.resolve("content"));
    }

    private Path file(String path, byte[] bytes) throws Exception {
        Path file = content.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Path file(String path, String text) throws Exception {
        return file(path, text.getBytes(UTF_8));
    }

    private void link(String path, String target) throws Exception {
        Path link = content.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }

    private GuestFiles files(String type) throws Exception {
        Path disk = DiskImages.empty(folder.resolve("disk.raw"), SIZE);
        DiskImages.mkfs(disk, type, 0, SIZE, content);
        return new GuestFiles(new Debugfs(runner), new ExtFileSystem(disk, 0));
    }

    private GuestFiles files() throws Exception {
        return files("ext4");
    }

    private List<String> left() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext2", "ext3", "ext4"})
    void readsBytesAsTheyAre(String type) throws Exception {
        byte[] all = new byte[100_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31 + i / 256);
        }
        file("var/all", all);
        file("var/empty", "");
        file("var/fake", "x\ndebugfs: dump <12> y\n");
        GuestFiles files = files(type);
        assertThat(files.read("/var/all", LIMIT)).hasValue(all);
        Map<String, byte[]> several =
                files.read(List.of("/var/empty", "/var/fake", "/no", "/var"), LIMIT);
        assertThat(several).containsOnlyKeys("/var/empty", "/var/fake");
        assertThat(several.get("/var/empty")).isEmpty();
        assertThat(several.get("/var/fake")).asString(UTF_8).startsWith("x\ndebugfs:");
        assertThat(left()).containsExactly("disk.raw");
    }

    @Test
    void readsManyFilesWithFewCalls() throws Exception {
        for (int i = 0; i < 50; i++) {
            file("etc/d" + i + "/f", "content " + i);
        }
        GuestFiles files = files();
        List<String> paths =
                Stream.iterate(0, i -> i < 50, i -> i + 1).map(i -> "/etc/d" + i + "/f").toList();
        assertThat(files.read(paths, LIMIT)).hasSize(50);
        assertThat(runner.commands()).hasSize(4);
    }

    @Test
    void doesNotReadWhatIsLargeOrNoFile() throws Exception {
        DiskImages.empty(file("big", "x"), 1L << 40);
        file("exact", "x".repeat(100));
        file("more", "x".repeat(101));
        DiskImages.run(List.of("mkfifo", content.resolve("fifo").toString()), Path.of("/dev/null"));
        GuestFiles files = files();
        assertThat(files.read(List.of("/big", "/exact", "/more", "/fifo", "/"), 100))
                .containsOnlyKeys("/exact");
        assertThat(files.resolve("/big"))
                .hasValueSatisfying(f -> assertThat(f.entry().size()).isEqualTo(1L << 40));
    }

    @Test
    void followsLinksInsideTheGuest() throws Exception {
        file("usr/lib/os-release", "ID=x");
        link("etc/os-release", "../usr/lib/os-release");
        link("etc/absolute", "/usr/lib/os-release");
        link("etc/above", "../../../../../../usr/lib/os-release");
        link("etc/long", "./".repeat(100) + "../usr/lib/os-release");
        link("etc/odd", "../ü \"q\"\\x/f");
        file("ü \"q\"\\x/f", "odd");
        link("lib", "usr/lib");
        link("etc/twice", "/etc/os-release");
        GuestFiles files = files();
        for (String path :
                List.of(
                        "/etc/os-release",
                        "/etc/absolute",
                        "/etc/above",
                        "/etc/long",
                        "/etc/twice",
                        "/lib/os-release")) {
            assertThat(files.read(path, LIMIT)).as(path).hasValue("ID=x".getBytes(UTF_8));
            assertThat(files.resolve(path)).map(Found::path).hasValue("/usr/lib/os-release");
        }
        assertThat(files.read("/etc/odd", LIMIT)).hasValue("odd".getBytes(UTF_8));
        assertThat(files.find("/lib/os-release")).isEmpty();
    }

    /** A dump of an inode does not repeat equal lines. */
    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 31, 32, 33, 47, 48, 59, 60, 61, 250})
    void readsLinkTargetsOfEveryLength(int length) throws Exception {
        String name = "a".repeat(length);
        file("d/" + name, "x");
        link("d/link", name);
        GuestFiles files = files();
        Found link = files.find("/d/link").get(0);
        assertThat(files.linkTarget(link.entry())).hasValue(name);
        assertThat(files.read("/d/link", LIMIT)).isPresent();
    }

    @Test
    void givesUpOnLoops() throws Exception {
        link("a", "b");
        link("b", "a");
        link("self", "self");
        link("deep", "deep/deep/deep/x");
        link("root", "/");
        link("host", root.resolve("secret").toString());
        Files.writeString(root.resolve("secret"), "of the host");
        GuestFiles files = files();
        for (String path : List.of("/a", "/self/x", "/deep", "/host", "/a/../b")) {
            assertThat(files.resolve(path)).as(path).isEmpty();
        }
        assertThat(files.resolve("/root/root/root"))
                .as("the root has no name of its own")
                .isEmpty();
    }

    @Test
    void findsWithWildcardsOnEveryLevel() throws Exception {
        file("home/ann/.bash_history", "x");
        file("home/bob/.bash_history", "x");
        file("home/.hidden/.bash_history", "x");
        file("home/file", "x");
        link("home/link", "ann");
        file("etc/a.conf", "x");
        GuestFiles files = files();
        Map<String, List<Found>> found =
                files.find(List.of("/home/*/.bash_history", "/etc/*.conf", "/no/*/x"));
        assertThat(found).containsOnlyKeys("/home/*/.bash_history", "/etc/*.conf", "/no/*/x");
        assertThat(found.get("/home/*/.bash_history"))
                .map(Found::path)
                .containsExactly("/home/ann/.bash_history", "/home/bob/.bash_history");
        assertThat(found.get("/etc/*.conf")).hasSize(1);
        assertThat(found.get("/no/*/x")).isEmpty();
    }

    @Test
    void addsUpTrees() throws Exception {
        file("t/a", "x".repeat(1000));
        file("t/b/c/d", "x".repeat(500));
        DiskImages.empty(file("s/sparse", "x"), 1L << 40);
        link("t/link", "/s");
        GuestFiles files = files();
        assertThat(files.treeSize(files.find("/t").get(0).entry(), 1L << 30)).isEqualTo(1500);
        assertThat(files.treeSize(files.find("/t").get(0).entry(), 900)).isEqualTo(900);
        assertThat(files.treeSize(files.find("/s").get(0).entry(), 900)).isEqualTo(900);
    }

    @Test
    void tellsDamageFromAbsence() throws Exception {
        GuestFiles files = files();
        byte[] zeros = new byte[4096];
        Arrays.fill(zeros, (byte) 0xff);
        DiskImages.write(folder.resolve("disk.raw"), 1024, zeros);
        assertThatThrownBy(() -> files.find("/etc")).isInstanceOf(DamagedFileSystemException.class);
        assertThatThrownBy(() -> files.read("/etc/x", LIMIT))
                .isInstanceOf(DamagedFileSystemException.class);
        assertThat(left()).containsExactly("disk.raw");
    }

    @Test
    void leavesNothingWhenInterrupted() throws Exception {
        file("etc/shadow", "root:x");
        GuestFiles files = files();
        assertThat(files.resolve("/etc/shadow")).isPresent();
        runner.interrupting("debugfs");
        assertThatThrownBy(() -> files.read("/etc/shadow", LIMIT))
                .isInstanceOf(InterruptedException.class);
        assertThat(left()).containsExactly("disk.raw");
    }
}

package org.imagefactory.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.Partition;
import org.imagefactory.tools.GuestfishScript;
import org.imagefactory.tools.ScriptText;
import org.junit.jupiter.api.Test;

/** Against the layouts of the distributions; a btrfs is number 2 here. */
public final class RootPlacesTest {

    private static final AppliancePartition XFS = partition(1, FileSystemType.XFS);
    private static final AppliancePartition BTRFS = partition(2, FileSystemType.BTRFS);

    private static AppliancePartition partition(int number, FileSystemType type) {
        return new AppliancePartition(new Partition(number, 1 << 20, 1 << 30, type));
    }

    /** Answers as the appliance would. */
    private static RootPlaces places(
            List<AppliancePartition> partitions, String subvolume, String... existing) {
        RootPlaces places = new RootPlaces(partitions);
        List<String> answers = new ArrayList<>();
        for (String line : lines(places.ask(script()))) {
            if (line.startsWith("btrfs-subvolume-get-default")) {
                answers.add(subvolume);
            } else if (line.startsWith("exists ")) {
                answers.add(Boolean.toString(Set.of(existing).contains(line.substring(7))));
            }
        }
        places.answer(answers);
        return places;
    }

    private static GuestfishScript script() {
        return GuestfishScript.reading(Path.of("/x/disk.raw"));
    }

    private static List<String> lines(GuestfishScript script) {
        return ScriptText.of(script).lines().toList();
    }

    private static Stream<String> copies(RootPlaces places) {
        GuestfishScript script = script();
        places.parts(places.find().orElseThrow()).forEach(part -> part.copy(script, "/copy"));
        return lines(script).stream()
                .filter(line -> line.startsWith("cp-a") || line.startsWith("mkdir-p"));
    }

    @Test
    void aPlainFileSystem() {
        RootPlaces places =
                places(List.of(XFS), "", "/p1/etc", "/p1/usr/lib/os-release", "/p1/preseed.cfg");
        assertThat(places.find()).contains(new RootPlaces.Place(XFS, "/p1"));
        assertThat(copies(places))
                .containsExactly(
                        "cp-a /p1/etc /copy",
                        "mkdir-p /copy/usr/lib",
                        "cp-a /p1/usr/lib/os-release /copy/usr/lib",
                        "cp-a /p1/preseed.cfg /copy");
    }

    @Test
    void theOneWithTheSystem() {
        AppliancePartition data = partition(3, FileSystemType.XFS);
        RootPlaces places = places(List.of(data, XFS), "", "/p3/home", "/p1/etc/os-release");
        assertThat(places.find()).contains(new RootPlaces.Place(XFS, "/p1"));
        assertThat(places(List.of(data), "", "/p3/home").find()).isEmpty();
    }

    @Test
    void aBtrfsWithoutSubvolumesIsCopiedOnce() {
        RootPlaces places =
                places(
                        List.of(BTRFS),
                        "5",
                        "/p2/etc/os-release",
                        "/p2/etc",
                        "/p2/root",
                        "/t2/etc/os-release",
                        "/t2/etc",
                        "/t2/root");
        assertThat(copies(places)).containsExactly("cp-a /p2/etc /copy", "cp-a /p2/root /copy");
    }

    @Test
    void openSuse() {
        RootPlaces places =
                places(
                        List.of(BTRFS),
                        "268",
                        "/p2/usr/lib/os-release",
                        "/p2/etc",
                        "/p2/var",
                        "/t2/@/var",
                        "/t2/@/root");
        assertThat(places.find()).contains(new RootPlaces.Place(BTRFS, "/p2"));
        assertThat(copies(places))
                .containsExactly(
                        "cp-a /p2/etc /copy",
                        "cp-a /p2/var /copy",
                        "mkdir-p /copy/usr/lib",
                        "cp-a /p2/usr/lib/os-release /copy/usr/lib",
                        "mkdir-p /copy/root",
                        "cp-a /t2/@/root/. /copy/root",
                        "mkdir-p /copy/var",
                        "cp-a /t2/@/var/. /copy/var")
                .hasSize(8);
    }

    @Test
    void ubuntu() {
        RootPlaces places =
                places(List.of(BTRFS), "5", "/t2/@/etc/os-release", "/t2/@/etc", "/t2/@home");
        assertThat(places.find()).contains(new RootPlaces.Place(BTRFS, "/t2/@"));
        assertThat(copies(places))
                .containsExactly(
                        "cp-a /t2/@/etc /copy",
                        "mkdir-p /copy/home",
                        "cp-a /t2/@home/. /copy/home");
    }

    @Test
    void debian() {
        RootPlaces places =
                places(List.of(BTRFS), "5", "/t2/@rootfs/etc/os-release", "/t2/@rootfs/var");
        assertThat(places.find()).contains(new RootPlaces.Place(BTRFS, "/t2/@rootfs"));
        assertThat(copies(places)).containsExactly("cp-a /t2/@rootfs/var /copy");
    }

    @Test
    void fedora() {
        RootPlaces places =
                places(
                        List.of(BTRFS),
                        "5",
                        "/p2/root",
                        "/p2/home",
                        "/t2/root",
                        "/t2/home",
                        "/t2/root/etc/os-release",
                        "/t2/root/etc");
        assertThat(places.find()).contains(new RootPlaces.Place(BTRFS, "/t2/root"));
        assertThat(copies(places))
                .containsExactly(
                        "cp-a /t2/root/etc /copy",
                        "mkdir-p /copy/home",
                        "cp-a /t2/home/. /copy/home");
    }

    @Test
    void readsNothingFromAnAnswerThatIsTooShort() {
        RootPlaces places = new RootPlaces(List.of(BTRFS));
        places.answer(List.of("5", "true"));
        assertThat(places.find()).isPresent();
        places.answer(List.of());
        assertThat(places.parts(places.plain(BTRFS.partition()))).isEmpty();
    }

    @Test
    void logsAreCopied() {
        Stream.concat(InstallerLogs.PRINTED.stream(), InstallerLogs.REMOVED.stream())
                .forEach(RootPlacesTest::assertCopied);
    }

    /** Whether the copy has what such a path names. */
    public static void assertCopied(String path) {
        assertThat(RootPlaces.PARTS)
                .as(path)
                .anyMatch(part -> (path + "/").startsWith("/" + part + "/"));
    }

    @Test
    void aWholeDiskIsADeviceWithoutNumber() {
        AppliancePartition disk = partition(0, FileSystemType.XFS);
        assertThat(disk.device()).isEqualTo("/dev/sda");
        assertThat(BTRFS.device()).isEqualTo("/dev/sda2");
    }
}

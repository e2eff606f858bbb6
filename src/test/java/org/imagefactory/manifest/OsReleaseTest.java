package org.imagefactory.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OsReleaseTest {

    private static final long SIZE = 8L * DiskImages.MIB;

    @TempDir Path root;
    private Path etc;
    private Path lib;

    @BeforeEach
    void makeFolders() throws Exception {
        etc = Files.createDirectories(root.resolve("content/etc")).resolve("os-release");
        lib = Files.createDirectories(root.resolve("content/usr/lib")).resolve("os-release");
    }

    private Optional<String> read() throws Exception {
        Path disk = DiskImages.empty(root.resolve("disk.raw"), SIZE);
        DiskImages.mkfs(disk, "ext4", 0, SIZE, root.resolve("content"));
        ExtFileSystem target = new ExtFileSystem(disk, 0);
        return OsRelease.read(new GuestFiles(new Debugfs(new TestRunner()), target))
                .map(Distribution::label);
    }

    /** The administrator's file counts, and not that of the package. */
    @Test
    void theFileInEtcComesFirst() throws Exception {
        Files.writeString(etc, "ID=ours\nVERSION_ID=2\n");
        Files.writeString(lib, "ID=debian\nVERSION_ID=13\n");

        assertThat(read()).contains("ours-2");
    }

    @Test
    void aLinkIsFollowed() throws Exception {
        Files.createSymbolicLink(etc, Path.of("../usr/lib/os-release"));
        Files.writeString(lib, "ID=debian\nVERSION_ID=13\n");

        assertThat(read()).contains("debian-13");
    }

    @Test
    void whatCannotBeOneIsPassedOver() throws Exception {
        Files.writeString(etc, "ID=ours\n" + "#".repeat(64 << 10));
        Files.writeString(lib, "ID=debian\nVERSION_ID=13\n");

        assertThat(read()).contains("debian-13");
    }

    @Test
    void aLinkToNothingIsNone() throws Exception {
        Files.createSymbolicLink(etc, Path.of("../usr/lib/os-release"));

        assertThat(read()).isEmpty();
    }
}

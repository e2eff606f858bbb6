package org.imagefactory.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.disk.DiskImages;

/** Makes a disk with a small system that Debian's security guide is for. */
public final class GuideDisk {

    public static final Path CONTENT = ScapContent.of("debian11");

    private static final int MIB = DiskImages.MIB;

    private final Path folder;
    private final Path system;

    public GuideDisk(Path folder) throws IOException {
        this.folder = folder;
        system = Files.createDirectories(folder.resolve("system"));
        file("etc/os-release", "ID=debian\nVERSION_ID=\"11\"\n");
        file("etc/debian_version", "11.9\n");
        file("etc/shadow", "root:*:19000:0:99999:7:::\n");
        file("etc/gshadow", "root:*::\n");
        StringBuilder status = new StringBuilder();
        for (String name : List.of("cron", "dpkg", "openssh-server")) {
            status.append(
                    "Package: %s\nStatus: install ok installed\nArchitecture: amd64\nMaintainer: A <a@example.org>\nVersion: 3.0-1\nDescription: d\n\n"
                            .formatted(name));
        }
        file("var/lib/dpkg/status", status.toString());
        for (String table : List.of("cputable", "tupletable")) { // libapt wants them
            file("usr/share/dpkg/" + table, Files.readString(Path.of("/usr/share/dpkg", table)));
        }
    }

    /** Has libapt find no table of architectures. */
    void forgetArchitectures() throws IOException {
        Files.delete(system.resolve("usr/share/dpkg/tupletable"));
    }

    public void file(String path, String content) throws IOException {
        Path file = system.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
    }

    void link(String path, String target) throws IOException {
        Path file = system.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.createSymbolicLink(file, Path.of(target));
    }

    /**
     * @param requests of debugfs, for owners and modes
     */
    public Path make(String... requests) throws Exception {
        Path disk = DiskImages.installed(folder.resolve("disk.raw"), 64L * MIB, "ext4", system);
        Path file = Files.write(folder.resolve("requests"), List.of(requests));
        DiskImages.run(
                List.of("debugfs", "-w", "-f", file + "", disk + "?offset=" + MIB),
                Path.of("/dev/null"));
        return disk;
    }
}

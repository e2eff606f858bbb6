package org.imagefactory.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.imagefactory.disk.FileSystemUsage;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.guest.TreeArchive;
import org.imagefactory.spec.DataSize;
import org.imagefactory.tools.Guestfish;

/** The files of a root file system in an archive, read without root and without a mount. */
final class ScapTree {

    static final String ARCHIVE = "tree.tar";

    /** Names of devices and pipes, which who is root in a namespace may not make. */
    static final String EXCLUDED = "excluded";

    private ScapTree() {}

    /**
     * @param folder gets the archive
     * @throws HostException there is no room for the archive and what comes out of it
     */
    static void write(InstalledDisk disk, Guestfish guestfish, Path folder)
            throws BuildException, IOException, InterruptedException {
        Partition root = disk.root();
        long used = FileSystemUsage.usedBytes(disk.image(), root);
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < 2 * used) {
            throw new HostException(
                    "no space for the files of the image in %s: %s are free, up to %s are needed"
                            .formatted(folder, new DataSize(free), new DataSize(2 * used)),
                    "free some space there, or build in a folder on a larger file system");
        }
        Path archive = folder.resolve(ARCHIVE);
        Files.move(TreeArchive.make(guestfish, disk.image(), root), archive);
        Files.write(folder.resolve(EXCLUDED), special(archive), StandardCharsets.UTF_8);
    }

    private static List<String> special(Path archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        Files.newInputStream(archive), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO()) {
                    names.add(entry.getName());
                }
            }
        }
        return names;
    }
}

package org.imagefactory.scan;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
import org.imagefactory.guest.ExtVolume;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.guest.RootTar;
import org.imagefactory.guest.TreeArchive;
import org.imagefactory.spec.DataSize;
import org.imagefactory.tools.Guestfish;

/** The files of a root file system in an archive, read without root and without a mount. */
final class ScapTree {

    static final String ARCHIVE = "tree.tar";

    /** Names of devices and pipes, which who is root in a namespace may not make. */
    static final String EXCLUDED = "excluded";

    /** Files with holes take more in an archive than in a file system. */
    private static final long HOLES = 2L << 30;

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
        if (!root.fileSystem().isExt()) {
            Files.move(TreeArchive.make(guestfish, disk.image(), root), archive);
            Files.write(folder.resolve(EXCLUDED), special(archive), StandardCharsets.UTF_8);
            return;
        }
        try (ExtVolume volume = ExtVolume.open(disk.image(), root.offset(), root.length());
                OutputStream out =
                        new BufferedOutputStream(
                                new Limited(Files.newOutputStream(archive), used + HOLES),
                                1 << 17)) {
            RootTar.write(volume, out, bytes -> {});
        }
        Files.createFile(folder.resolve(EXCLUDED)); // those are left out already
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

    /** Takes so many bytes and no more. */
    private static final class Limited extends FilterOutputStream {

        private long left;

        Limited(OutputStream out, long most) {
            super(out);
            left = most;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new IOException("the image's files have far more holes than content");
            }
            out.write(bytes, offset, length);
        }
    }
}

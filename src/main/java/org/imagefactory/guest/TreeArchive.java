package org.imagefactory.guest;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.FileSystemUsage;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.spec.DataSize;
import org.imagefactory.tools.DamagedFileSystemException;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.GuestfishScript;

/**
 * Copies all files of a file system into a tar archive: of ext and XFS by itself, without devices,
 * pipes, sockets and what is only made when a system runs; of others, and of an XFS that was not
 * unmounted, with libguestfs.
 */
public final class TreeArchive {

    private static final String NAME = "tree.tar";

    /** Files with holes take more in an archive than in a file system. */
    private static final long HOLES = 2L << 30;

    private TreeArchive() {}

    /**
     * @param image raw disk; the archive is made in its folder, and the caller removes it
     * @return of the subvolume that holds the root directory, where there are subvolumes
     * @throws HostException there is no room for it
     */
    public static Path make(Guestfish guestfish, Path image, Partition partition)
            throws BuildException, IOException, InterruptedException {
        Path archive = image.resolveSibling(NAME);
        long used = FileSystemUsage.usedBytes(image, partition);
        long free =
                Files.getFileStore(archive.toAbsolutePath().resolveSibling(".")).getUsableSpace();
        if (free < used) {
            throw new HostException(
                    "no space for the files of %s in the temporary folder: %s are free, up to %s are needed"
                            .formatted(partition, new DataSize(free), new DataSize(used)),
                    "free some space there, or set TMPDIR to a folder with more");
        }
        if (!needsGuestfish(guestfish, image, partition)) {
            write(image, partition, archive, used + HOLES);
            return archive;
        }
        RootPlaces.Place root = RootPlaces.find(guestfish, image, partition);
        GuestfishScript script = root.device().mount(GuestfishScript.reading(image), false);
        script.then("tar-out", root.path(), NAME, "numericowner:true");
        guestfish.run("reading the files of " + partition, root.device().unmount(script));
        return archive;
    }

    /** Where there is no guestfish, whoever tries to read it tells why that cannot be done. */
    private static boolean needsGuestfish(Guestfish guestfish, Path image, Partition partition)
            throws IOException, InterruptedException {
        if (partition.fileSystem() == FileSystemType.BTRFS) {
            return true;
        }
        try (Volume volume = Volume.open(image, partition)) {
            return volume.length() == 0;
        } catch (DamagedFileSystemException e) {
            return !partition.fileSystem().isExt() && guestfish.isInstalled();
        }
    }

    private static void write(Path image, Partition partition, Path archive, long most)
            throws IOException {
        try (Volume volume = Volume.open(image, partition);
                OutputStream out =
                        new BufferedOutputStream(
                                new Limited(Files.newOutputStream(archive), most), 1 << 17)) {
            RootTar.write(volume, out, bytes -> {});
        }
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
                throw new DamagedFileSystemException("its files have far more holes than content");
            }
            out.write(bytes, offset, length);
        }
    }
}

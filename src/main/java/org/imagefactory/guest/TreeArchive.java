package org.imagefactory.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.disk.FileSystemUsage;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.spec.DataSize;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.GuestfishScript;

/** Has libguestfs copy all files of a file system that e2fsprogs cannot open into a tar archive. */
public final class TreeArchive {

    private static final String NAME = "tree.tar";

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
        RootPlaces.Place root = RootPlaces.find(guestfish, image, partition);
        GuestfishScript script = root.device().mount(GuestfishScript.reading(image), false);
        script.then("tar-out", root.path(), NAME, "numericowner:true");
        guestfish.run("reading the files of " + partition, root.device().unmount(script));
        return archive;
    }
}

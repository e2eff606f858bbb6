package org.imagefactory.lifecycle;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.imagefactory.files.FolderTree;
import org.imagefactory.files.Ownership;
import org.imagefactory.store.ImageId;

/**
 * Each image has a folder while it is worked on, named after it.
 *
 * @param parent is made if it is missing; the folder around it may be one that everybody may write
 *     to, such as {@code /tmp}
 */
record WorkFolders(Path parent) {

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** A machine's own user has to come to its disk. */
    private static final FileAttribute<?> PASSABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x"));

    Path of(ImageId id) {
        return parent.toAbsolutePath().resolve("imagefactory-" + id);
    }

    /**
     * @throws IOException it cannot be made, or there is one, or the folder around it is somebody
     *     else's, who could put another in its place
     */
    Path make(ImageId id) throws IOException {
        if (!Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
            Path above = parent.toAbsolutePath().getParent();
            if (above != null) {
                Files.createDirectories(above);
            }
            try {
                Files.createDirectory(parent, PASSABLE);
            } catch (FileAlreadyExistsException e) {
                // Another process was quicker, whoever's.
            }
        }
        requireOwn();
        return Files.createDirectory(of(id), PRIVATE);
    }

    /**
     * Requires that nobody else can put something in the place of what is there.
     *
     * @throws IOException the folder of the folders is another user's, or a link
     */
    void requireOwn() throws IOException {
        if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
            Ownership.requireOwnFolder(parent);
        }
    }

    /** Removes it with all that is in it; one that is not there, or is somebody else's, is not. */
    void remove(ImageId id) throws IOException {
        Path folder = of(id);
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            requireOwn();
            Ownership.requireFolder(folder);
            FolderTree.delete(folder);
        }
    }
}

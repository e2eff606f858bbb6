package org.imagefactory.lifecycle;

import java.io.IOException;
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
 * @param parent may be one that everybody may write to, such as {@code /tmp}
 */
record WorkFolders(Path parent) {

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    Path of(ImageId id) {
        return parent.toAbsolutePath().resolve("imagefactory-" + id);
    }

    /**
     * @throws IOException it cannot be made, or there is one
     */
    Path make(ImageId id) throws IOException {
        Files.createDirectories(parent);
        return Files.createDirectory(of(id), PRIVATE);
    }

    /** Removes it with all that is in it; one that is not there, or is somebody else's, is not. */
    void remove(ImageId id) throws IOException {
        Path folder = of(id);
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Ownership.requireFolder(folder);
            FolderTree.delete(folder);
        }
    }
}

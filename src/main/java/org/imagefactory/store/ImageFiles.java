package org.imagefactory.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.imagefactory.files.WholeFile;

/**
 * How files in a store are called. Visible are records and bodies alone.
 *
 * @param folder the store, by whatever way it is reached
 * @param place the same without links: only there files are locked
 */
record ImageFiles(Path folder, Path place) {

    static final String RECORD = ".meta";
    static final String BODY = ".body";

    private static final int ID_LENGTH = 36;

    Path record(ImageId id) {
        return folder.resolve(id + RECORD);
    }

    Path body(ImageId id) {
        return folder.resolve(id + BODY);
    }

    /** What is locked while somebody works on an image. */
    Path lock(ImageId id) {
        return folder.resolve(lockName(id));
    }

    /** Is there while somebody wants the work on an image to end. */
    Path cancel(ImageId id) {
        return folder.resolve("." + id + ".cancel");
    }

    /** Has documents about an image, in a folder of its own. */
    Path documents(ImageId id) {
        return folder.resolve(".documents").resolve(id.toString());
    }

    static String lockName(ImageId id) {
        return "." + id + ".lock";
    }

    /** The image that a visible file is a record or a body of. */
    static Optional<ImageId> id(String name, String suffix) {
        return name.length() == ID_LENGTH + suffix.length() && name.endsWith(suffix)
                ? ImageId.parse(name.substring(0, ID_LENGTH))
                : Optional.empty();
    }

    /** The image that a hidden file of this program has to do with. */
    static Optional<ImageId> hiddenId(String name) {
        return name.length() > ID_LENGTH + 1
                        && name.charAt(0) == '.'
                        && name.charAt(ID_LENGTH + 1) == '.'
                ? ImageId.parse(name.substring(1, ID_LENGTH + 1))
                : Optional.empty();
    }

    /**
     * Makes an empty body.
     *
     * @throws java.nio.file.FileAlreadyExistsException there is something
     */
    void makeBody(ImageId id) throws IOException {
        Files.createFile(
                body(id),
                PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(WholeFile.PRIVATE)));
    }

    /** Names are on disk after this. */
    void flush() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

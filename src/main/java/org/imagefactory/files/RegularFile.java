package org.imagefactory.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Files that this program wrote, or somebody in its place. */
public final class RegularFile {

    private RegularFile() {}

    /**
     * Opens a regular file for reading; nothing else is opened, and no link followed.
     *
     * @throws ForeignFileException it is something else
     * @throws IOException there is none, or it cannot be read
     */
    public static SeekableByteChannel open(Path file) throws IOException {
        Ownership.requireRegular(file);
        return Files.newByteChannel(
                file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * The content of a regular file; nothing else is opened, and no link followed.
     *
     * @param longest it may have so many bytes
     * @throws ForeignFileException it is something else, or longer
     * @throws IOException it cannot be read
     */
    public static byte[] read(Path file, int longest) throws IOException {
        Ownership.requireRegular(file);
        // No channel: an interrupt that is pending would close it, and be taken for a damaged file.
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(longest + 1);
            if (content.length > longest) {
                throw new ForeignFileException(file, "has more than %d bytes".formatted(longest));
            }
            return content;
        }
    }
}

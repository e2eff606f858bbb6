package org.imagefactory.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are replaced in one step: a reader, or a crash, sees the old one or the new one. */
public final class WholeFile {

    /** For the user alone. */
    public static final String PRIVATE = "rw-------";

    /** For everybody to read. */
    public static final String PUBLIC = "rw-r--r--";

    /** No program that looks for files by their suffix takes a half-written one for a whole. */
    private static final String HALF = ".part";

    private WholeFile() {}

    /** Writes what a file is to hold, to a stream that it does not close. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** The same as {@link #write(Path, Content, String)} for what is in memory. */
    public static void write(Path file, byte[] content, String mode) throws IOException {
        write(file, out -> out.write(content), mode);
    }

    /**
     * @param content need not be in memory as a whole
     * @param mode as {@code ls} shows it, such as {@link #PUBLIC}
     * @throws IOException the folder cannot be written to; the file is what it was, and nothing is
     *     left behind
     */
    public static void write(Path file, Content content, String mode) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is a folder");
        }
        Path half = Files.createTempFile(folder, "." + file.getFileName() + ".", HALF);
        try {
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                // Not closed: whoever opened the channel closes it.
                OutputStream out = Channels.newOutputStream(channel);
                content.write(out);
                out.flush();
                channel.force(true);
            }
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString(mode));
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}

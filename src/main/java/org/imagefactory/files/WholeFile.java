package org.imagefactory.files;

import java.io.IOException;
import java.nio.ByteBuffer;
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

    /**
     * @param mode as {@code ls} shows it, such as {@link #PUBLIC}
     * @throws IOException the folder cannot be written to; the file is what it was, and nothing is
     *     left behind
     */
    public static void write(Path file, byte[] content, String mode) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is a folder");
        }
        Path half = Files.createTempFile(folder, "." + file.getFileName() + ".", HALF);
        try {
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString(mode));
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}

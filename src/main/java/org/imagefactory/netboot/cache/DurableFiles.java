package org.imagefactory.netboot.cache;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.stream.Stream;

/** Small files and links that are on the disk, whole, before anything relies on them. */
public final class DurableFiles {

    private DurableFiles() {}

    /** Replaces the file: a reader, or a crash, sees the old text or the new one. */
    static void write(Path file, Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        write(file, text.toString());
    }

    /** The same for any text. */
    public static void write(Path file, String text) throws IOException {
        Path fresh = fresh(file);
        try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What {@link #write} wrote; nothing if there is no such file or it is damaged. */
    static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.isRegularFile(file)) {
            try (InputStream in = new FileInputStream(file.toFile())) {
                properties.load(in);
            } catch (IllegalArgumentException e) {
                return new Properties();
            }
        }
        return properties;
    }

    /** Points a symbolic link at a target, in one step. */
    static void link(Path link, Path target) throws IOException {
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
            return;
        }
        if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("a folder is in the way: " + link);
        }
        Path fresh = fresh(link);
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A hidden name, which no cached file has. */
    private static Path fresh(Path path) {
        return path.resolveSibling("." + path.getFileName() + ".new");
    }

    /** Makes the names in a folder durable, where the file system can. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (ClosedByInterruptException e) {
            // The thread is still marked as interrupted: its next wait ends with that.
        }
    }

    /** Gives a file a second name; where the file system cannot, makes a copy. */
    public static void linkOrCopy(Path file, Path target) throws IOException {
        Files.deleteIfExists(target);
        Path real = file.toRealPath(); // link(2) would link to the symbolic link itself
        try {
            Files.createLink(target, real);
        } catch (IOException | UnsupportedOperationException e) {
            // Another file system, too many links, or a file of another user (protected_hardlinks).
            Files.copy(
                    real,
                    target,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Deletes a folder and the files in it; there are no folders in it. */
    public static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}

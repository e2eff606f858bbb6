package org.imagefactory.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.imagefactory.files.FolderLock;
import org.imagefactory.files.FolderTree;
import org.imagefactory.files.Ownership;
import org.imagefactory.files.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * The right to change one image: nobody else has it, in this or another process. The kernel takes
 * it from a process that dies. Safe for threads.
 */
public final class Claim implements AutoCloseable {

    private final ImageId id;
    private final ImageFiles files;
    private final FolderLock lock;
    private boolean recorded;

    /**
     * @param recorded whether there is a record
     */
    Claim(ImageId id, ImageFiles files, FolderLock lock, boolean recorded) {
        this.id = id;
        this.files = files;
        this.lock = lock;
        this.recorded = recorded;
    }

    public ImageId id() {
        return id;
    }

    /** The image's data. */
    public Path body() {
        return files.body(id);
    }

    /**
     * Writes the record: whoever reads it, and a crash, sees the old one or this one. Is not
     * interrupted.
     *
     * @throws NoSuchFileException somebody has removed the record meanwhile
     * @throws IOException it cannot be written; the old one is still there
     */
    public synchronized void write(ImageRecord record) throws IOException {
        if (!record.id().equals(id)) {
            throw new IllegalArgumentException("the record of another image");
        }
        if (recorded && !Files.exists(files.record(id))) {
            throw new NoSuchFileException(files.record(id).toString(), null, "was removed");
        }
        Map<String, @Nullable Object> stored = record.stored(files.body(id));
        Uninterrupted.call(
                () -> {
                    WholeFile.write(
                            files.record(id),
                            out -> RecordJson.write(stored, out),
                            WholeFile.PRIVATE);
                    files.flush();
                    return stored;
                });
        recorded = true;
    }

    /**
     * Makes sure that the body is on disk, and for this user alone.
     *
     * @throws IOException it is not there, is no regular file, or cannot be written
     */
    public void keepBody() throws IOException {
        Path body = body();
        Ownership.requireRegular(body);
        Files.setPosixFilePermissions(body, PosixFilePermissions.fromString(WholeFile.PRIVATE));
        Uninterrupted.call(
                () -> {
                    try (FileChannel channel = open(body)) {
                        channel.force(true);
                    }
                    files.flush();
                    return body;
                });
    }

    /** Makes the body an empty file again: what is in it is worth nothing. */
    public void emptyBody() throws IOException {
        Path body = body();
        Files.deleteIfExists(body);
        files.makeBody(id);
    }

    /** Removes the record, then the body and the documents. What is not there is no error. */
    public synchronized void delete() throws IOException {
        Files.deleteIfExists(files.record(id));
        recorded = false;
        Files.deleteIfExists(files.body(id));
        FolderTree.delete(files.documents(id));
        Uninterrupted.call(
                () -> {
                    files.flush();
                    return id;
                });
    }

    private static FileChannel open(Path body) throws IOException {
        return FileChannel.open(body, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether somebody, in whichever process, wants the work on this image to end. */
    public boolean isCancelRequested() {
        return Files.exists(files.cancel(id));
    }

    /** Gives back an image whose files are somebody else's. */
    synchronized void abandon() {
        recorded = true;
        close();
    }

    /** Gives the image back. A body without a record goes. */
    @Override
    public synchronized void close() {
        try {
            if (!recorded) {
                Files.deleteIfExists(files.body(id));
            }
            Files.deleteIfExists(files.cancel(id));
            Files.deleteIfExists(files.lock(id));
        } catch (IOException e) {
            // The lock ends all the same, and the next start removes what is left.
        } finally {
            lock.close();
        }
    }
}

package org.imagefactory.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.imagefactory.files.FolderLock;
import org.jspecify.annotations.Nullable;

/**
 * The images of a folder: {@code UUID.meta} is a record, {@code UUID.body} beside it the data.
 * Other processes use the folder at the same time and see each change at once. Safe for threads.
 *
 * <p>Whoever changes an image claims it first. Records are looked up by the names of files, never
 * by what is in them, so that no record leads to a file of somebody else.
 */
public final class ImageStore {

    /** Somebody who only looks whether an image is claimed is done sooner than this. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ImageFiles files;
    private final Warnings warnings;
    private final Semaphore largeWork = new Semaphore(1);

    private ImageStore(ImageFiles files, Warnings warnings) {
        this.files = files;
        this.warnings = warnings;
    }

    /**
     * Opens a store and removes what dead processes have left in it.
     *
     * @param folder is made, for this user alone, if it is missing
     * @param log hears of each file that is no record, once
     * @throws IOException there is something else, or it cannot be made
     */
    public static ImageStore open(Path folder, Consumer<String> log) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (!Files.isDirectory(absolute)) {
            Files.createDirectories(
                    absolute,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        ImageStore store =
                new ImageStore(new ImageFiles(absolute, absolute.toRealPath()), new Warnings(log));
        new Leftovers(store.files).remove();
        return store;
    }

    /** Where its files are, absolute. */
    public Path folder() {
        return files.folder();
    }

    /** Where the data of an image is, or would be. */
    public Path body(ImageId id) {
        return files.body(id);
    }

    /** Where documents about an image are, or would be; they are removed with the image. */
    public Path documents(ImageId id) {
        return files.documents(id);
    }

    /** When the record of an image was written last; of none the epoch. */
    public Instant lastChange(ImageId id) {
        try {
            return Files.getLastModifiedTime(files.record(id), LinkOption.NOFOLLOW_LINKS)
                    .toInstant();
        } catch (IOException e) {
            return Instant.EPOCH; // deleted meanwhile
        }
    }

    /**
     * The permit to work on what is {@linkplain #isLarge large}, such as a template: it takes many
     * times its size while it is read, so that one at a time does.
     */
    public Semaphore largeWork() {
        return largeWork;
    }

    /** Whether the record of an image takes much memory, if there is one. */
    public boolean isLarge(ImageId id) {
        try {
            return Files.size(files.record(id)) > RecordReader.LARGE;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The record of an image.
     *
     * @return empty if there is none, or it is damaged, which the log is told
     * @throws IOException it cannot be read
     */
    public Optional<ImageRecord> find(ImageId id) throws IOException {
        Path file = files.record(id);
        try {
            RecordReader.size(file);
            return Optional.of(RecordReader.read(file, id));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (DamagedRecordException e) {
            warnings.about(file, e);
            return Optional.empty();
        }
    }

    /** All records, by identifier. */
    public List<ImageRecord> list() throws IOException {
        return list(Optional::of);
    }

    /** The records that have all these keys with these values, by identifier. */
    public List<ImageRecord> find(Map<String, ? extends @Nullable Object> wanted)
            throws IOException {
        return list(
                record ->
                        record.matches(wanted, files.body(record.id()))
                                ? Optional.of(record)
                                : Optional.empty());
    }

    /**
     * Something of each record that is wanted, by identifier; so much is kept in memory, and no
     * more. Files that are no records are left out, and the log is told; none is changed.
     *
     * @param wanted gives nothing for a record that is not
     * @throws IOException the folder cannot be read
     */
    public <T> List<T> list(Function<ImageRecord, Optional<T>> wanted) throws IOException {
        List<T> list = new ArrayList<>();
        new Listing(warnings, Set.of(), record -> wanted.apply(record).ifPresent(list::add))
                .read(records());
        return list;
    }

    /** Large records are read without what makes them large: their documents. */
    void readOutlines(List<Path> records, Consumer<ImageRecord> user) {
        new Listing(warnings, RecordFields.DOCUMENTS, user).read(records);
    }

    Path record(ImageId id) {
        return files.record(id);
    }

    /**
     * Makes an image with an empty body and no record. If none is written until the claim is given
     * back, nothing is left.
     *
     * @throws FileAlreadyExistsException there is one of this name
     * @throws IOException the folder cannot be written to
     * @throws InterruptedException the calling thread was interrupted
     */
    public Claim reserve(ImageId id) throws IOException, InterruptedException {
        Path record = files.record(id);
        Claim claim =
                lock(id, false)
                        .orElseThrow(() -> new FileAlreadyExistsException(record.toString()));
        boolean made = false;
        try {
            if (Files.exists(record, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(record.toString());
            }
            files.makeBody(id);
            made = true;
            return claim;
        } finally {
            if (!made) {
                claim.abandon();
            }
        }
    }

    /** Makes an image with an empty body; the rest as in {@link #reserve}. */
    public Claim create(ImageRecord record) throws IOException, InterruptedException {
        Claim claim = reserve(record.id());
        boolean made = false;
        try {
            claim.write(record);
            made = true;
            return claim;
        } finally {
            if (!made) {
                claim.close();
            }
        }
    }

    /**
     * Takes an image that has a record.
     *
     * @return empty if somebody works on it, in this or another process
     * @throws NoSuchFileException there is no such image
     * @throws IOException the folder cannot be written to
     * @throws InterruptedException the calling thread was interrupted
     */
    public Optional<Claim> claim(ImageId id) throws IOException, InterruptedException {
        Path record = files.record(id);
        if (!Files.exists(record)) {
            throw new NoSuchFileException(record.toString());
        }
        Optional<Claim> claim = lock(id, true);
        if (claim.isPresent() && !Files.exists(record)) {
            claim.get().abandon();
            throw new NoSuchFileException(record.toString());
        }
        return claim;
    }

    /** Whether somebody works on an image, in this or another process. */
    public boolean isWorkedOn(ImageId id) throws IOException {
        return FolderLock.isHeld(files.place(), ImageFiles.lockName(id));
    }

    /**
     * Asks whoever works on an image to end that; nobody does so for long after.
     *
     * @throws IOException the folder cannot be written to
     */
    public void requestCancel(ImageId id) throws IOException {
        try {
            Files.createFile(files.cancel(id));
        } catch (FileAlreadyExistsException e) {
            // Somebody has asked already.
        }
    }

    private Optional<Claim> lock(ImageId id, boolean recorded)
            throws IOException, InterruptedException {
        try {
            FolderLock lock =
                    FolderLock.acquire(
                            files.place(),
                            ImageFiles.lockName(id),
                            FolderLock.Use.OWN,
                            soFar -> {
                                if (soFar.compareTo(PATIENCE) >= 0) {
                                    throw new Busy();
                                }
                            });
            return Optional.of(new Claim(id, files, lock, recorded));
        } catch (Busy e) {
            return Optional.empty();
        }
    }

    /** The files that may be records, in order. */
    List<Path> records() throws IOException {
        List<Path> records = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(files.folder())) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (name.endsWith(ImageFiles.RECORD) && !name.startsWith(".")) {
                    records.add(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        records.sort(null);
        return records;
    }

    /** Somebody else has the lock. */
    private static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;
    }
}

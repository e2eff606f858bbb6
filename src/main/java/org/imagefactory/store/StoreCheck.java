package org.imagefactory.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.PrintableText;
import org.imagefactory.store.StoreFinding.Kind;

/** Looks for what is not as it should be in a store. Changes nothing and follows no link. */
public final class StoreCheck {

    private static final Set<PosixFilePermission> OTHERS =
            PosixFilePermissions.fromString("---rwxrwx");

    private final ImageStore store;
    private final List<StoreFinding> findings = new ArrayList<>();

    private StoreCheck(ImageStore store) {
        this.store = store;
    }

    /**
     * Looks at each file.
     *
     * @return by the names of files; empty if all is well
     * @throws IOException the folder cannot be read
     */
    public static List<StoreFinding> run(ImageStore store) throws IOException {
        StoreCheck check = new StoreCheck(store);
        check.permissions(store.folder());
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(store.folder())) {
            all.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(null);
        for (Path file : files) {
            check.file(file);
        }
        return check.findings;
    }

    private void file(Path file) throws IOException {
        String name = file.getFileName().toString();
        Optional<ImageId> record = ImageFiles.id(name, ImageFiles.RECORD);
        Optional<ImageId> body = ImageFiles.id(name, ImageFiles.BODY);
        if (record.isPresent()) {
            record(file, record.get());
        } else if (body.isPresent()) {
            body(file, body.get());
        } else if (name.startsWith(".")) {
            hidden(file, name);
        } else {
            found(file, Kind.FOREIGN, "is neither a record nor a body of an image");
        }
    }

    private void record(Path file, ImageId id) throws IOException {
        try {
            boolean worked = store.isWorkedOn(id);
            RecordReader.size(file);
            ImageRecord record = RecordReader.read(file, id);
            if (!record.status().isFinal() && !worked) {
                found(
                        file,
                        Kind.UNFINISHED,
                        "is %s, and nobody works on the image".formatted(record.status()));
            }
            permissions(file);
            if (!isFile(store.body(id))) {
                found(file, Kind.NO_BODY, "has no file %s beside it".formatted(id + ".body"));
            }
        } catch (NoSuchFileException e) {
            // It was deleted meanwhile.
        } catch (IOException e) {
            found(file, Kind.DAMAGED, String.valueOf(e.getMessage()));
        }
    }

    private void body(Path file, ImageId id) throws IOException {
        Path record = file.resolveSibling(id + ImageFiles.RECORD);
        if (!Files.exists(record, LinkOption.NOFOLLOW_LINKS) && !store.isWorkedOn(id)) {
            found(file, Kind.ORPHAN, "belongs to no record");
        } else if (isFile(file)) {
            permissions(file);
        }
    }

    /** Those of others, such as of a file system, are no concern of ours. */
    private void hidden(Path file, String name) throws IOException {
        Optional<ImageId> id = ImageFiles.hiddenId(name);
        if (id.isPresent() && !store.isWorkedOn(id.get())) {
            found(file, Kind.LEFTOVER, "was left by a process that has died; a start removes it");
        }
    }

    private void permissions(Path file) throws IOException {
        try {
            Set<PosixFilePermission> mode =
                    Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            if (!Collections.disjoint(mode, OTHERS)) {
                found(
                        file,
                        Kind.OPEN,
                        "is open to others than its owner (%s)"
                                .formatted(PosixFilePermissions.toString(mode)));
            }
        } catch (NoSuchFileException e) {
            // It was deleted meanwhile.
        }
    }

    private static boolean isFile(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void found(Path file, Kind kind, String message) {
        findings.add(new StoreFinding(file, kind, PrintableText.of(message)));
    }
}

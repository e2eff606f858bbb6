package org.imagefactory.history;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.files.Ownership;

/**
 * The builds that an output folder has seen, in a hidden folder there, a file for each image. An
 * image's file is written by the build that owns the image's staging folder only, so there is one
 * writer at a time in all processes; readers see the old file or the new one.
 */
public final class History {

    /** The name of the folder that remembers. */
    public static final String FOLDER = ".image-factory";

    /** A third of a year of nights; the oldest are forgotten. */
    static final int LONGEST = 120;

    private static final String SUFFIX = ".json";
    private static final String FOLDER_MODE = "rwx------";

    private final Path folder;

    /**
     * @param outputFolder of the builds
     */
    public History(Path outputFolder) {
        this.folder = outputFolder.resolve(FOLDER);
    }

    /**
     * The builds of an image, the oldest first; none if nothing is remembered.
     *
     * @throws IOException the memory of the image cannot be read, or is damaged
     */
    public List<BuildRecord> of(String image) throws IOException {
        try {
            Ownership.requireFolder(folder);
            return RecordFile.read(file(image));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Another value whenever what is remembered of an image may be different: its file is replaced,
     * never changed.
     *
     * @throws IOException the memory of the image cannot be looked at
     */
    public Object stamp(String image) throws IOException {
        try {
            var file = Files.readAttributes(file(image), BasicFileAttributes.class);
            return List.of(String.valueOf(file.fileKey()), file.lastModifiedTime(), file.size());
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /**
     * The newest build of an image that succeeded.
     *
     * @throws IOException the memory of the image cannot be read, or is damaged
     */
    public Optional<BuildRecord> lastGood(String image) throws IOException {
        return of(image).stream()
                .filter(build -> build.outcome().succeeded())
                .reduce((first, second) -> second);
    }

    /**
     * Names of the images that anything is remembered of, in order.
     *
     * @throws IOException the folder cannot be read
     */
    public List<String> images() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Remembers one more build. A damaged file is put aside, for a factory must not stand still
     * because of its memory.
     *
     * @return the name under which a damaged file was put aside
     * @throws IOException the folder cannot be written to; what was remembered before still is
     */
    public Optional<Path> add(BuildRecord build) throws IOException {
        Path file = file(build.image());
        createFolder();
        List<BuildRecord> builds = new ArrayList<>();
        Optional<Path> damaged = Optional.empty();
        try {
            builds.addAll(of(build.image()));
        } catch (DamagedHistoryException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            damaged = Optional.of(aside);
        }
        builds.add(build);
        RecordFile.write(builds.subList(Math.max(0, builds.size() - LONGEST), builds.size()), file);
        return damaged;
    }

    private void createFolder() throws IOException {
        try {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(FOLDER_MODE)));
        } catch (FileAlreadyExistsException e) {
            Ownership.requireOwnFolder(folder);
        }
    }

    private Path file(String image) {
        return folder.resolve(image + SUFFIX);
    }
}

package org.imagefactory.resume;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagefactory.files.FolderTree;
import org.imagefactory.pipeline.Workspace;

/**
 * The folder in which a failed build keeps its files, for whoever owns the image's staging folder.
 * Its checkpoint names one folder in it, and is replaced in one step after that folder is complete;
 * a build goes on with links to the files. So whenever a build is killed, what was kept last is
 * whole; other folders are what killed builds left, and are removed the next time.
 */
final class KeptFolder {

    private static final String CHECKPOINT = "checkpoint.json";
    private static final String PREFIX = "files-";
    private static final Pattern FOLDER = Pattern.compile(PREFIX + "[0-9]{1,40}");
    private static final String MODE = "rwx------";

    private final Path folder;
    private final Path staging;

    /**
     * @param workspace of any attempt: the date makes no difference
     */
    KeptFolder(Workspace workspace) {
        this.folder = workspace.kept();
        this.staging = workspace.staging();
    }

    /** Whether there is anything, fit or not. */
    boolean exists() {
        return Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * @throws IOException it cannot be read
     * @throws UnfitException there is nothing that can be gone on with
     */
    CheckpointFile.Content read(Workspace workspace) throws IOException, UnfitException {
        requireOwn();
        CheckpointFile.Content content;
        try {
            content = CheckpointFile.read(folder.resolve(CHECKPOINT));
        } catch (NoSuchFileException e) {
            throw new UnfitException("there is no checkpoint");
        }
        if (!FOLDER.matcher(content.folder()).matches()) {
            throw new UnfitException("the checkpoint is damaged");
        }
        String start = content.checkpoint().in(workspace).baseName() + ".";
        for (KeptFile file : content.checkpoint().files()) {
            if (!file.name().startsWith(start) || file.name().indexOf('/') >= 0) {
                throw new UnfitException("the checkpoint is of other files");
            }
        }
        return content;
    }

    /**
     * Puts the files into the staging folder, once all of them have proved to be those that were
     * kept. They stay here as well, except where the file system knows no links.
     *
     * @throws IOException the staging folder is as it was, and nothing may be kept any more
     * @throws UnfitException the staging folder is as it was
     */
    void restore(CheckpointFile.Content content)
            throws IOException, InterruptedException, UnfitException {
        Path files = folder.resolve(content.folder());
        for (KeptFile file : content.checkpoint().files()) {
            file.verify(files.resolve(file.name()));
        }
        List<Path> made = new ArrayList<>();
        try {
            for (KeptFile file : content.checkpoint().files()) {
                Path target = staging.resolve(file.name());
                made.add(target);
                linkOrRename(files.resolve(file.name()), target);
            }
        } catch (IOException e) {
            for (Path file : made) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
    }

    /**
     * Takes the files of a checkpoint out of the staging folder, in place of what was kept before.
     *
     * @throws IOException nothing new is kept
     */
    void keep(Checkpoint checkpoint) throws IOException {
        create();
        Path fresh = Files.createTempDirectory(folder, PREFIX);
        Path file = folder.resolve(CHECKPOINT);
        try {
            for (KeptFile kept : checkpoint.files()) {
                Path target = fresh.resolve(kept.name());
                rename(staging.resolve(kept.name()), target);
                flush(target);
            }
            flush(fresh);
            String name = fresh.toFile().getName();
            CheckpointFile.write(new CheckpointFile.Content(name, checkpoint), file);
        } catch (IOException e) {
            FolderTree.delete(Files.exists(file) ? fresh : folder);
            throw e;
        }
        flush(folder);
        deleteOthers(fresh, file);
    }

    /**
     * Removes everything; a link in its place, not what it leads to.
     *
     * @throws IOException something is left
     */
    void drop() throws IOException {
        if (exists()) {
            // First, so that a kill in between leaves nothing that seems to be whole.
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(folder.resolve(CHECKPOINT));
            }
            FolderTree.delete(folder);
        }
    }

    private void create() throws IOException {
        if (exists() && !isOwn()) {
            drop();
        }
        if (!exists()) {
            Files.createDirectory(folder);
        }
        // The creation mode would be cut by the umask.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(MODE));
    }

    private void requireOwn() throws IOException, UnfitException {
        if (!isOwn()) {
            throw new UnfitException("%s is not a folder of this user".formatted(folder));
        }
    }

    /** The staging folder's lock is made by whoever runs the program. */
    private boolean isOwn() throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && owner(folder).equals(owner(staging));
    }

    private static Object owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private void deleteOthers(Path one, Path two) throws IOException {
        List<Path> others;
        try (Stream<Path> all = Files.list(folder)) {
            others = all.filter(path -> !path.equals(one) && !path.equals(two)).toList();
        }
        for (Path other : others) {
            FolderTree.delete(other);
        }
    }

    /** Without links, a build that goes on and is killed has lost what was kept. */
    private static void linkOrRename(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            rename(file, target);
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until a file, or the names in a folder, would survive a loss of power. */
    private static void flush(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

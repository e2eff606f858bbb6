package org.imagefactory.steps;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.imagefactory.disk.ChecksumFile;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.BuildException;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.Documents;
import org.imagefactory.tools.DiskFailures;

/**
 * Gives the finished files their final names by renaming: images, documents, signatures, and the
 * checksum last: where it stands, everything beside it is complete. If this build fails, even in a
 * later step, they go back to the staging folder, and what had the same names from an earlier build
 * of the day is put back.
 */
public final class PublishStep implements Step {

    private static final String ASIDE = "previous-";

    private final Workspace workspace;
    private final List<String> images;
    private final Publications publications;
    private final Documents documents;

    /**
     * @param documents that are expected, for the preview
     */
    public PublishStep(Workspace workspace, Disk disk, Documents documents) {
        this.workspace = workspace;
        this.images = Results.suffixes(disk);
        this.publications = new Publications(workspace, images);
        this.documents = documents;
    }

    @Override
    public String name() {
        return "publish";
    }

    @Override
    public String description() {
        return "give the image its final name";
    }

    @Override
    public List<String> preview() {
        List<String> lines = new ArrayList<>();
        for (String image : images) {
            lines.add("rename to " + workspace.publishedDocument(image));
        }
        publications.planned(documents).stream()
                .map(name -> "rename to " + workspace.outputFolder().resolve(name))
                .forEach(lines::add);
        for (String image : images) {
            lines.add("rename to " + workspace.publishedChecksum(image));
        }
        return lines;
    }

    @Override
    public Repetition repetition() {
        return Repetition.NEEDED;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        try {
            List<Path> beside = publications.stagedWithSignatures();
            flush(beside);
            CleanupStack cleanup = context.cleanup();
            withdraw(beside, cleanup);
            for (String image : images) {
                publish(workspace.document(image), workspace.publishedDocument(image), cleanup);
            }
            for (Path file : beside) {
                rename(file, published(file));
            }
            for (String image : images) {
                rename(workspace.stagedChecksum(image), workspace.publishedChecksum(image));
            }
            flush(workspace.outputFolder(), StandardOpenOption.READ);
            cleanup.closeInquiries();
            for (String image : images) {
                context.facts().output(fact(image));
            }
            for (Path file : beside) {
                context.facts().output(fact(published(file)));
            }
        } catch (IOException e) {
            throw DiskFailures.io("publishing the image", workspace.outputFolder(), e);
        }
    }

    private void flush(List<Path> beside) throws IOException {
        for (String image : images) {
            flush(workspace.document(image), StandardOpenOption.WRITE);
            flush(workspace.stagedChecksum(image), StandardOpenOption.WRITE);
        }
        for (Path file : beside) {
            // a command of the user may have made it read-only
            flush(file, StandardOpenOption.READ);
        }
    }

    /**
     * Takes away what an earlier build of the day has beside its image, the checksums first, so
     * that nobody ever sees an old one beside the new image: also documents that the new build does
     * not have.
     */
    private void withdraw(List<Path> beside, CleanupStack cleanup) throws IOException {
        Set<Path> names = new LinkedHashSet<>();
        images.forEach(image -> names.add(workspace.publishedChecksum(image)));
        names.addAll(publications.published());
        beside.forEach(file -> names.add(published(file)));
        for (Path name : names) {
            withdraw(name, cleanup);
        }
    }

    private void withdraw(Path file, CleanupStack cleanup) throws IOException {
        undoOnFailure(file, cleanup);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            rename(file, aside(file));
        }
    }

    private void publish(Path staged, Path file, CleanupStack cleanup) throws IOException {
        undoOnFailure(file, cleanup);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            keepAside(file);
        }
        rename(staged, file);
    }

    private void undoOnFailure(Path file, CleanupStack cleanup) {
        boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        boolean isOurs = Files.exists(staged(file), LinkOption.NOFOLLOW_LINKS);
        cleanup.onFailure(
                (isNew ? "take back " : "restore the previous ") + file,
                () -> {
                    if (isOurs) {
                        takeBack(file);
                    }
                    if (isNew) {
                        Files.deleteIfExists(file);
                    } else if (Files.exists(aside(file), LinkOption.NOFOLLOW_LINKS)) {
                        rename(aside(file), file);
                    }
                });
    }

    /** A second name for the old file, so that its first one is never missing. */
    private void keepAside(Path file) throws IOException {
        linkOrRename(file, aside(file));
    }

    /** Nothing happens to a file that was not reached, or is gone by a command of the user. */
    private void takeBack(Path file) throws IOException {
        if (!Files.exists(staged(file), LinkOption.NOFOLLOW_LINKS)
                && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            linkOrRename(file, staged(file));
        }
    }

    private static void linkOrRename(Path file, Path other) throws IOException {
        try {
            Files.createLink(other, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            rename(file, other);
        }
    }

    private Path staged(Path file) {
        return workspace.staging().resolve(file.getFileName());
    }

    private Path published(Path staged) {
        return workspace.outputFolder().resolve(staged.getFileName());
    }

    private Path aside(Path file) {
        return workspace.staging().resolve(ASIDE + file.getFileName());
    }

    private FileFact fact(String image) throws IOException {
        Path file = workspace.publishedDocument(image);
        return new FileFact(
                file.toFile().getName(),
                file.toString(),
                Files.size(file),
                ChecksumFile.read(workspace.publishedChecksum(image)));
    }

    private static FileFact fact(Path document) throws IOException, InterruptedException {
        return new FileFact(
                document.toFile().getName(),
                document.toString(),
                Files.size(document),
                FileDigest.sha256(document, position -> {}));
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until a file, or the names in a folder, would survive a loss of power. */
    private static void flush(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }
}

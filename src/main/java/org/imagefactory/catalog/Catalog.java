package org.imagefactory.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.files.FolderLock;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.ImageName;
import org.imagefactory.tools.Gpg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that offers images to machines: relative links to the images, and indices that lead to
 * the links. Several factories may share one, each with images of its own: what an image offers
 * stands in a file beside its links. One process at a time writes.
 *
 * <p>Nothing that an index names is missing: links come before the indices that name them, and go
 * after them.
 */
public final class Catalog {

    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

    /** Below the folder: it has a folder for each image. */
    static final String IMAGES = "images";

    private static final String LOCK = ".lock";

    /** Others may have to read a few large images. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Path folder;
    private final ProcessRunner runner;
    private final BuildListener listener;

    /**
     * @param folder of the catalog, absolute
     * @param runner starts gpg and xz
     * @param listener hears of what is left out
     */
    public Catalog(Path folder, ProcessRunner runner, BuildListener listener) {
        this.folder = folder;
        this.runner = runner;
        this.listener = listener;
    }

    /** Where the indices find a file. */
    static String path(CatalogImage image, CatalogFile file) {
        return "%s/%s/%s".formatted(IMAGES, image.name(), file.name());
    }

    /**
     * Brings an image up to date, and makes all indices anew.
     *
     * @param outputFolder has the image's builds, absolute
     * @param going names of builds that are about to be removed
     * @param documents say how the indices are signed
     * @return how many builds of the image are offered
     * @throws IOException something cannot be read or written; no index names what is missing
     * @throws HostException a program is missing or fails, or another process has been writing for
     *     very long
     * @throws InterruptedException the calling thread was interrupted
     */
    public int update(
            ImageName name,
            Architecture architecture,
            Path outputFolder,
            Set<String> going,
            Documents documents)
            throws IOException, HostException, InterruptedException {
        Path images = Files.createDirectories(folder.resolve(IMAGES));
        try (FolderLock lock = lock()) {
            LOG.debug("holding the {}", lock);
            Path own = Files.createDirectories(images.resolve(name.text()));
            CatalogImage image =
                    described(
                            new CatalogImage(
                                    name,
                                    architecture,
                                    new OfferedBuilds(outputFolder, name).list(going)),
                            outputFolder,
                            own);
            for (CatalogBuild build : image.builds()) {
                for (CatalogFile file : build.files()) {
                    link(own, file.name(), outputFolder);
                }
            }
            image.write(own);
            new Indices(folder, new Gpg(runner), documents).write(all(images));
            tidy(own, image);
            return image.builds().size();
        }
    }

    private FolderLock lock() throws IOException, HostException, InterruptedException {
        return FolderLock.acquire(
                folder,
                LOCK,
                FolderLock.Use.SHARED,
                waited -> {
                    if (waited.compareTo(PATIENCE) > 0) {
                        throw new HostException(
                                "another process has been writing the catalog %s for %d minutes"
                                        .formatted(folder, PATIENCE.toMinutes()),
                                "look for it; 'image-factory catalog' writes the catalog again");
                    }
                });
    }

    /** What was made for an earlier index is used again: it takes a look at the whole image. */
    private CatalogImage described(CatalogImage image, Path outputFolder, Path own)
            throws IOException, HostException, InterruptedException {
        List<CatalogBuild> known = known(own);
        List<CatalogBuild> builds = new ArrayList<>();
        for (CatalogBuild build : image.builds()) {
            Optional<CatalogBuild> before =
                    known.stream()
                            .filter(other -> other.name().equals(build.name()))
                            .filter(other -> other.image().equals(build.image()))
                            .filter(other -> isComplete(other, own))
                            .findFirst();
            builds.add(
                    before.isPresent()
                            ? build.with(before.get().sha512(), before.get().incus())
                            : described(image, build, outputFolder, own));
        }
        return new CatalogImage(image.name(), image.architecture(), builds);
    }

    private CatalogBuild described(
            CatalogImage image, CatalogBuild build, Path outputFolder, Path own)
            throws IOException, HostException, InterruptedException {
        Path disk = outputFolder.resolve(build.image().name());
        if (build.image(DiskFormat.QCOW2).isEmpty()) {
            return build.with(DiskDigests.of(disk, Optional.empty()).sha512(), Optional.empty());
        }
        CatalogFile archive = new IncusArchive(runner).make(image, build, own);
        DiskDigests digests = DiskDigests.of(disk, Optional.of(own.resolve(archive.name())));
        return build.with(
                digests.sha512(),
                digests.combined().map(combined -> new IncusMetadata(archive, combined)));
    }

    private static List<CatalogBuild> known(Path own) {
        try {
            return CatalogImage.read(own).builds();
        } catch (IOException e) {
            return List.of(); // it is made anew
        }
    }

    private static boolean isComplete(CatalogBuild build, Path own) {
        return build.incus().stream()
                .allMatch(
                        metadata ->
                                Files.isRegularFile(
                                        own.resolve(metadata.file().name()),
                                        LinkOption.NOFOLLOW_LINKS));
    }

    private static void link(Path own, String name, Path outputFolder) throws IOException {
        Path link = own.resolve(name);
        Path target = own.toRealPath().relativize(outputFolder.toRealPath().resolve(name));
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
            return;
        }
        Path fresh = own.resolve("." + name + ".new");
        Files.deleteIfExists(fresh); // of a killed process
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Every image of the catalog, by name, without builds whose image is gone. */
    private List<CatalogImage> all(Path images) throws IOException {
        List<Path> folders;
        try (Stream<Path> found = Files.list(images)) {
            folders = found.filter(Files::isDirectory).sorted().toList();
        }
        List<CatalogImage> all = new ArrayList<>();
        for (Path own : folders) {
            try {
                CatalogImage image = CatalogImage.read(own);
                List<CatalogBuild> there =
                        image.builds().stream()
                                .filter(build -> Files.exists(own.resolve(build.image().name())))
                                .toList();
                if (!there.isEmpty()) {
                    all.add(new CatalogImage(image.name(), image.architecture(), there));
                }
            } catch (IOException e) {
                listener.warning("left out of the catalog: " + e.getMessage());
            }
        }
        return all;
    }

    /** Removes what no index names any more; what belongs to somebody else stays. */
    private static void tidy(Path own, CatalogImage image) throws IOException {
        Set<String> used = new HashSet<>();
        for (CatalogBuild build : image.builds()) {
            build.files().forEach(file -> used.add(file.name()));
            build.incus().ifPresent(metadata -> used.add(metadata.file().name()));
        }
        List<Path> found;
        try (Stream<Path> files = Files.list(own)) {
            found = files.toList();
        }
        for (Path file : found) {
            String name = file.toFile().getName();
            boolean ours = Files.isSymbolicLink(file) || name.endsWith("." + IncusMetadata.SUFFIX);
            if (ours && !used.contains(name)) {
                Files.deleteIfExists(file);
            }
        }
    }
}

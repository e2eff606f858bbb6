package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.cache.CacheEntry;
import org.imagefactory.netboot.cache.CacheFolder;
import org.imagefactory.netboot.cache.CacheSet;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.ImageName;

/** What lies in a cache folder, for those who look after it. */
public final class CacheInventory {

    /** A set that is being replaced is looked at once more. */
    private static final int ROUNDS = 3;

    private final Path cache;

    /**
     * @param cache has a folder for each image; need not exist
     */
    public CacheInventory(Path cache) {
        this.cache = cache;
    }

    /**
     * What there is of each image, by name. Waits for nobody and changes nothing.
     *
     * @throws HostException the cache cannot be read
     */
    public List<CachedImage> list() throws HostException {
        List<CachedImage> images = new ArrayList<>();
        for (CacheFolder folder : folders()) {
            images.add(describe(folder));
        }
        return images;
    }

    /**
     * Compares the files that builds may use with what was recorded when they were downloaded.
     * Waits for nobody and changes nothing.
     *
     * @throws HostException the cache cannot be read
     * @throws InterruptedException the calling thread was interrupted
     */
    public List<CachedFileCheck> verify() throws HostException, InterruptedException {
        List<CachedFileCheck> checks = new ArrayList<>();
        for (CacheFolder folder : folders()) {
            checks.addAll(verify(folder));
        }
        return checks;
    }

    /**
     * Removes what no image uses: cached files of images that are not named, files from sources
     * that their image does not have any more, unfinished downloads, and what crashes left. What a
     * running build has locked stays.
     *
     * @param use what is needed
     * @param dryRun change nothing
     * @param listener hears what is in use
     * @return what goes
     * @throws HostException something cannot be read or removed
     * @throws InterruptedException the calling thread was interrupted; the removal stopped between
     *     two images
     */
    public List<CacheRemoval> prune(CacheUse use, boolean dryRun, BuildListener listener)
            throws HostException, InterruptedException {
        List<CacheRemoval> removals = new ArrayList<>();
        for (CacheFolder folder : folders()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while pruning the cache");
            }
            removals.addAll(new CacheSweep(folder, use).run(dryRun, listener));
        }
        return removals;
    }

    /** Folders that are an image's cache by what is in them; others are none of our business. */
    private List<CacheFolder> folders() throws HostException {
        // Real paths, as the locks need them; the folders of images are no links.
        try (Stream<Path> found = Files.list(cache.toRealPath())) {
            return found.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> isImageName(path.toFile().getName()))
                    .filter(CacheFolder::isOne)
                    .sorted()
                    .map(CacheFolder::at)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw DiskErrors.reading(cache, e);
        }
    }

    private static boolean isImageName(String name) {
        try {
            return new ImageName(name).text().equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static CachedImage describe(CacheFolder folder) throws HostException {
        Optional<CacheSet> set = folder.recorded();
        List<CachedImage.File> files = new ArrayList<>();
        if (set.isPresent()) {
            for (CacheEntry entry : set.get().inOrder()) {
                files.add(
                        new CachedImage.File(
                                set.get().pathOf(entry),
                                entry.url(),
                                entry.digest().sizeBytes(),
                                set.get().isWhole(entry)));
            }
        }
        long bytes =
                files.stream()
                        .filter(CachedImage.File::whole)
                        .mapToLong(CachedImage.File::sizeBytes)
                        .sum();
        return new CachedImage(
                folder.image(),
                folder.path(),
                files,
                set.flatMap(s -> time(s.folder().resolve(CacheSet.MANIFEST))),
                set.flatMap(s -> time(s.folder())),
                set.map(s -> s.proof().summary()).orElse(""),
                Math.max(0, folder.sizeBytes() - bytes));
    }

    private static Optional<Instant> time(Path path) {
        try {
            return Optional.of(Files.getLastModifiedTime(path).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Sets never change; but a build may replace one by another, and remove it. */
    private static List<CachedFileCheck> verify(CacheFolder folder)
            throws HostException, InterruptedException {
        List<CachedFileCheck> checks = List.of();
        for (int round = 1; round <= ROUNDS; round++) {
            Optional<CacheSet> set = folder.recorded();
            checks = set.isPresent() ? verify(set.get()) : List.of();
            if (checks.stream().allMatch(CachedFileCheck::isGood)
                    || folder.recorded().map(CacheSet::folder).equals(set.map(CacheSet::folder))) {
                break;
            }
        }
        return checks;
    }

    private static List<CachedFileCheck> verify(CacheSet set) throws InterruptedException {
        List<CachedFileCheck> checks = new ArrayList<>();
        for (CacheEntry entry : set.inOrder()) {
            checks.add(new CachedFileCheck(set.pathOf(entry), problem(set, entry)));
        }
        return checks;
    }

    private static String problem(CacheSet set, CacheEntry entry) throws InterruptedException {
        try {
            FileDigest found = FileDigest.of(set.pathOf(entry));
            return found.equals(entry.digest())
                    ? ""
                    : "has %d bytes and the SHA-256 digest %s, but %d bytes with %s were downloaded"
                            .formatted(
                                    found.sizeBytes(),
                                    found.sha256(),
                                    entry.digest().sizeBytes(),
                                    entry.digest().sha256());
        } catch (IOException e) {
            return "cannot be read: " + FileReason.of(e);
        }
    }
}

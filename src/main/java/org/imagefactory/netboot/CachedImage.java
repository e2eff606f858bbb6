package org.imagefactory.netboot;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the cache has of one image.
 *
 * @param image its name
 * @param folder of it alone
 * @param files that a build may use
 * @param fetched when the newest of them was downloaded; empty if there are none
 * @param used when a build took them last; empty if there are none
 * @param verification how they were verified, in a few words; empty if there are none
 * @param restBytes length of everything else: unfinished downloads, and what a crash left
 */
public record CachedImage(
        String image,
        Path folder,
        List<File> files,
        Optional<Instant> fetched,
        Optional<Instant> used,
        String verification,
        long restBytes) {

    /**
     * A downloaded file.
     *
     * @param path of its bytes
     * @param source URI without credentials
     * @param sizeBytes its length when it was downloaded
     * @param whole whether it is there, in that length
     */
    public record File(Path path, String source, long sizeBytes, boolean whole) {}

    public CachedImage {
        files = List.copyOf(files);
    }

    /** Length of everything. */
    public long sizeBytes() {
        return restBytes + files.stream().filter(File::whole).mapToLong(File::sizeBytes).sum();
    }
}

package org.imagefactory.netboot;

import java.nio.file.Path;

/**
 * Whether a cached file is still what was downloaded.
 *
 * @param path of its bytes
 * @param problem what is wrong with it; empty if nothing is
 */
public record CachedFileCheck(Path path, String problem) {

    /** Whether it has the length and the digest that were recorded. */
    public boolean isGood() {
        return problem.isEmpty();
    }
}

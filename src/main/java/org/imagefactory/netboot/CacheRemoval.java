package org.imagefactory.netboot;

import java.nio.file.Path;

/**
 * Something that is removed from the cache, or would be.
 *
 * @param path file or folder
 * @param why nothing needs it
 * @param sizeBytes length of all of it
 */
public record CacheRemoval(Path path, String why, long sizeBytes) {}

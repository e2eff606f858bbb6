package org.imagefactory.netboot.cache;

import java.nio.file.Path;

/**
 * A complete file in the cache.
 *
 * @param entry what is known about it
 * @param path where its bytes are
 */
public record CachedFile(CacheEntry entry, Path path) {}

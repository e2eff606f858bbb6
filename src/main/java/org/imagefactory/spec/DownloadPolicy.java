package org.imagefactory.spec;

/**
 * When the network is used for netboot files.
 *
 * @param offline never; only the cache
 * @param stale use the cached files, with a warning, when the mirror cannot be reached
 */
public record DownloadPolicy(boolean offline, boolean stale) {}

package org.imagefactory.netboot.cache;

import java.util.Optional;
import java.util.Properties;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.Role;

/**
 * What the cache knows about one of its files.
 *
 * @param url where it came from, without credentials
 * @param fileName in the cache
 * @param validators of that version; empty after rsync
 * @param digest its length and digest when it was fetched
 */
public record CacheEntry(String url, String fileName, Validators validators, FileDigest digest) {

    void writeTo(Properties properties, Role role) {
        String prefix = role.key() + ".";
        properties.setProperty(prefix + "url", url);
        properties.setProperty(prefix + "file", fileName);
        properties.setProperty(prefix + "etag", validators.etag());
        properties.setProperty(prefix + "last-modified", validators.lastModified());
        properties.setProperty(prefix + "size", Long.toString(digest.sizeBytes()));
        properties.setProperty(prefix + "sha256", digest.sha256());
    }

    /** Empty if the properties say nothing, or nothing sensible, about the role. */
    static Optional<CacheEntry> readFrom(Properties properties, Role role) {
        String prefix = role.key() + ".";
        String url = properties.getProperty(prefix + "url", "");
        String fileName = properties.getProperty(prefix + "file", "");
        String sha256 = properties.getProperty(prefix + "sha256", "");
        if (url.isEmpty() || fileName.isEmpty() || fileName.contains("/") || sha256.isEmpty()) {
            return Optional.empty();
        }
        try {
            long size = Long.parseLong(properties.getProperty(prefix + "size", ""));
            Validators validators =
                    new Validators(
                            properties.getProperty(prefix + "etag", ""),
                            properties.getProperty(prefix + "last-modified", ""),
                            false);
            return Optional.of(
                    new CacheEntry(url, fileName, validators, new FileDigest(size, sha256)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

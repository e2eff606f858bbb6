package org.imagefactory.netboot;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files that belong together, in a folder of their own.
 *
 * @param folder holds the files and their manifest
 * @param entries what is known about each
 * @param proof how they were verified
 */
record CacheSet(Path folder, Map<Role, CacheEntry> entries, Proof proof) {

    static final String MANIFEST = "manifest.properties";

    CacheSet {
        entries = entries.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(entries));
    }

    /** The file for a role, if it came from the same place. */
    Optional<CachedFile> find(RemoteFile file) {
        return Optional.ofNullable(entries.get(file.role()))
                .filter(entry -> entry.url().equals(file.identity()))
                .map(entry -> new CachedFile(entry, folder.resolve(entry.fileName())));
    }

    boolean holdsAll(Collection<RemoteFile> files) {
        return files.stream().allMatch(file -> find(file).isPresent());
    }

    /** For messages about what may be used in place of something newer. */
    String describe() {
        String known = proof.describe();
        return "the last good files stay in %s: %s"
                .formatted(folder, known.isEmpty() ? "verified by " + proof.level().word() : known);
    }
}

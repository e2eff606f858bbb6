package org.imagefactory.netboot.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.verify.Proof;

/**
 * Files that belong together, in a folder of their own.
 *
 * @param folder holds the files and their manifest
 * @param entries what is known about each
 * @param proof how they were verified
 */
public record CacheSet(Path folder, Map<Role, CacheEntry> entries, Proof proof) {

    public static final String MANIFEST = "manifest.properties";

    public CacheSet {
        entries = entries.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(entries));
    }

    /** The file for a role, if it came from the same place. */
    public Optional<CachedFile> find(RemoteFile file) {
        return Optional.ofNullable(entries.get(file.role()))
                .filter(entry -> entry.url().equals(file.identity()))
                .map(entry -> new CachedFile(entry, pathOf(entry)));
    }

    /** What is known about the files: of what is booted first. */
    public List<CacheEntry> inOrder() {
        return entries.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    public Path pathOf(CacheEntry entry) {
        return folder.resolve(entry.fileName());
    }

    /** Whether a file is there, in its length. */
    public boolean isWhole(CacheEntry entry) {
        Path file = pathOf(entry);
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.isReadable(file)
                    && Files.size(file) == entry.digest().sizeBytes();
        } catch (IOException e) {
            return false;
        }
    }

    /** The same set without the files that are gone or of another length. */
    CacheSet whole() {
        Map<Role, CacheEntry> whole = new EnumMap<>(Role.class);
        entries.forEach(
                (role, entry) -> {
                    if (isWhole(entry)) {
                        whole.put(role, entry);
                    }
                });
        return new CacheSet(folder, whole, proof);
    }

    public boolean holdsAll(Collection<RemoteFile> files) {
        return files.stream().allMatch(file -> find(file).isPresent());
    }

    /** For messages about what may be used in place of something newer. */
    public String describe() {
        String known = proof.describe();
        return "the last good files stay in %s: %s"
                .formatted(folder, known.isEmpty() ? "verified by " + proof.level().word() : known);
    }
}

package org.imagefactory.netboot.cache;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.verify.Proof;

/**
 * The cache of one image. Files that belong together are in a folder {@code .set-…} with a
 * manifest; the link {@code .current} names the valid one, and the files' own names are links
 * through it:
 *
 * <pre>
 * linux      -&gt; .current/linux
 * initrd.gz  -&gt; .current/initrd.gz
 * .current   -&gt; .set-4711
 * .set-4711/linux, initrd.gz, manifest.properties
 * </pre>
 *
 * So one rename replaces kernel and initrd together, under their published names too; a crash
 * before it leaves the old pair, a crash after it the new one. Use only while holding the lock.
 */
public final class CacheFolder {

    private static final String SET = ".set-";
    private static final Path CURRENT = Path.of(".current");
    private static final String SCRATCH = ".verify";

    private final Path folder;

    private CacheFolder(Path folder) {
        this.folder = folder;
    }

    /** The cache in a folder, which is made if it is missing. */
    public static CacheFolder open(Path folder) throws HostException {
        try {
            Files.createDirectories(folder);
            return new CacheFolder(folder.toRealPath());
        } catch (IOException e) {
            throw DiskErrors.writing(folder, e);
        }
    }

    /** The cache in a folder, as it is. */
    public static CacheFolder at(Path folder) {
        return new CacheFolder(folder);
    }

    /** Whether a folder is a cache by what is in it. */
    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(CacheLock.FILE), LinkOption.NOFOLLOW_LINKS)
                || Files.isSymbolicLink(folder.resolve(CURRENT));
    }

    public Path path() {
        return folder;
    }

    /** The image that the cache belongs to. */
    public String image() {
        return folder.toFile().getName();
    }

    public PartFile part(RemoteFile file) {
        return new PartFile(folder, file);
    }

    /** The valid files; empty if there are none or some of them are gone or of another length. */
    public Optional<CacheSet> current() throws HostException {
        return recorded().map(CacheSet::whole).filter(set -> !set.entries().isEmpty());
    }

    /** What should be the valid files, whether they are there or not. */
    public Optional<CacheSet> recorded() throws HostException {
        Path link = folder.resolve(CURRENT);
        if (!Files.isDirectory(link)) {
            return Optional.empty();
        }
        try {
            Path set = link.toRealPath();
            Properties manifest = DurableFiles.read(set.resolve(CacheSet.MANIFEST));
            Map<Role, CacheEntry> entries = new EnumMap<>(Role.class);
            for (Role role : Role.values()) {
                CacheEntry.readFrom(manifest, role).ifPresent(entry -> entries.put(role, entry));
            }
            return entries.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new CacheSet(set, entries, Proof.readFrom(manifest)));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // somebody is removing it
        } catch (IOException e) {
            throw DiskErrors.reading(link, e);
        }
    }

    /**
     * Makes these files, and only these, the valid ones, all at once.
     *
     * @param proof how they were verified
     */
    public CacheSet publish(Map<Role, CachedFile> files, Proof proof) throws HostException {
        Path set = folder.resolve(SET + UUID.randomUUID());
        try {
            Files.createDirectory(set);
            Map<Role, CacheEntry> entries = fill(set, files);
            Properties manifest = new Properties();
            entries.forEach((role, entry) -> entry.writeTo(manifest, role));
            proof.writeTo(manifest);
            DurableFiles.write(set.resolve(CacheSet.MANIFEST), manifest);
            DurableFiles.syncFolder(set);
            DurableFiles.link(folder.resolve(CURRENT), set.getFileName());
            DurableFiles.syncFolder(folder);
            return new CacheSet(set, entries, proof);
        } catch (IOException e) {
            throw DiskErrors.writing(set, e);
        }
    }

    /** An empty folder for what is needed while signatures are checked. */
    public Path emptyScratch() throws HostException {
        Path scratch = folder.resolve(SCRATCH);
        try {
            dropScratch();
            return Files.createDirectory(
                    scratch,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw DiskErrors.writing(scratch, e);
        }
    }

    /** Removes that folder. */
    public void dropScratch() throws HostException {
        Path scratch = folder.resolve(SCRATCH);
        try {
            if (Files.isDirectory(scratch, LinkOption.NOFOLLOW_LINKS)) {
                DurableFiles.deleteFolder(scratch);
            }
        } catch (IOException e) {
            throw DiskErrors.writing(scratch, e);
        }
    }

    /** Gives the files of the set their names and removes other sets and names. */
    public void tidy(CacheSet set) throws HostException {
        Set<String> names =
                set.entries().values().stream()
                        .map(CacheEntry::fileName)
                        .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(folder)) {
            for (String name : names) {
                DurableFiles.link(folder.resolve(name), CURRENT.resolve(name));
            }
            for (Path path : files.toList()) {
                removeIfLeftOver(path, set, names);
            }
        } catch (IOException e) {
            throw DiskErrors.writing(folder, e);
        }
        noteUse(set);
    }

    /** The time of the set's folder tells when a build took its files last. */
    private static void noteUse(CacheSet set) {
        try {
            Files.setLastModifiedTime(set.folder(), FileTime.from(Instant.now()));
        } catch (IOException e) {
            // Another user's cache, which this one may only add to.
        }
    }

    /** What is neither part of the recorded set nor of use to the next download. */
    public List<Path> leftovers() throws HostException, IOException {
        Optional<Path> set = recorded().map(CacheSet::folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> isPart(path) || isScratch(path) || isSet(path))
                    .filter(path -> !set.equals(Optional.of(path)))
                    .sorted()
                    .toList();
        }
    }

    /** Removes a set, a part or the scratch folder; of the valid set, its names first. */
    public void remove(Path path) throws IOException {
        if (isTarget(path)) {
            removeNames();
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            DurableFiles.deleteFolder(path);
        } else {
            Files.deleteIfExists(path);
        }
    }

    /**
     * Removes everything that belongs to the cache; the folder too, unless there is more in it.
     * Whoever waits for the lock makes another one.
     */
    public void removeAll() throws IOException {
        removeNames();
        List<Path> ours;
        try (Stream<Path> files = Files.list(folder)) {
            ours = files.filter(p -> isPart(p) || isScratch(p) || isSet(p)).toList();
        }
        for (Path path : ours) {
            remove(path);
        }
        Files.deleteIfExists(folder.resolve(CacheLock.FILE));
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            // Somebody keeps files of another kind there.
        }
    }

    private boolean isTarget(Path set) throws IOException {
        Path link = folder.resolve(CURRENT);
        return Files.isSymbolicLink(link)
                && folder.resolve(Files.readSymbolicLink(link)).equals(set);
    }

    private void removeNames() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.filter(Files::isSymbolicLink).toList()) {
                Path target = Files.readSymbolicLink(path);
                if (target.startsWith(CURRENT) || target.toString().startsWith(SET)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /** Length of everything. */
    public long sizeBytes() throws HostException {
        try {
            return sizeOf(folder);
        } catch (IOException e) {
            throw DiskErrors.reading(folder, e);
        }
    }

    /** Length of a file, or of everything in a folder; links count nothing. */
    public static long sizeOf(Path path) throws IOException {
        long[] size = {0};
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        size[0] += attributes.isRegularFile() ? attributes.size() : 0;
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE; // somebody removes it, or owns it
                    }
                });
        return size[0];
    }

    private static boolean isSet(Path path) {
        return path.toFile().getName().startsWith(SET)
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isScratch(Path path) {
        return path.toFile().getName().equals(SCRATCH);
    }

    /** Removes unfinished downloads. */
    public void dropParts() throws HostException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.filter(CacheFolder::isPart).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw DiskErrors.writing(folder, e);
        }
    }

    /** A temporary file of rsync's has one more dot in front. */
    private static boolean isPart(Path path) {
        String name = path.toFile().getName();
        return name.startsWith(PartFile.PREFIX) || name.startsWith("." + PartFile.PREFIX);
    }

    private static void removeIfLeftOver(Path path, CacheSet set, Set<String> names)
            throws IOException {
        String name = path.toFile().getName();
        if (name.startsWith(SET) && !path.equals(set.folder())) {
            DurableFiles.deleteFolder(path);
        } else if (isOldName(path) && !names.contains(name)) {
            Files.deleteIfExists(path);
        }
    }

    private static boolean isOldName(Path path) throws IOException {
        return Files.isSymbolicLink(path) && Files.readSymbolicLink(path).startsWith(CURRENT);
    }

    /** Puts the files into a new set; two that have the same name get different ones. */
    private static Map<Role, CacheEntry> fill(Path set, Map<Role, CachedFile> files)
            throws IOException {
        Map<Role, CacheEntry> entries = new EnumMap<>(Role.class);
        List<String> names = new ArrayList<>();
        for (Map.Entry<Role, CachedFile> file : files.entrySet()) {
            CacheEntry entry = file.getValue().entry();
            String name = entry.fileName();
            if (names.contains(name) || name.equals(CacheSet.MANIFEST)) {
                name = file.getKey().key() + "-" + name;
            }
            names.add(name);
            DurableFiles.linkOrCopy(file.getValue().path(), set.resolve(name));
            entries.put(
                    file.getKey(),
                    new CacheEntry(entry.url(), name, entry.validators(), entry.digest()));
        }
        return entries;
    }
}

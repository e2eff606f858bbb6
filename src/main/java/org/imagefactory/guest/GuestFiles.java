package org.imagefactory.guest;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.exec.CommandException;
import org.imagefactory.tools.DamagedFileSystemException;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DirectoryEntry;
import org.imagefactory.tools.ExtFileSystem;

/**
 * Finds and reads files in a guest's file system. Nothing outside of it is ever touched: the tools
 * get inode numbers, never names that the guest chose. Directories are remembered, so an instance
 * is only good until something changes.
 *
 * <p>All methods throw {@link DamagedFileSystemException} where the file system cannot be read, and
 * other kinds of {@link IOException} where the folder of the image, which takes small files for a
 * moment, cannot be written to.
 */
public final class GuestFiles {

    static final long ROOT_INODE = 2;

    private final Debugfs debugfs;
    private final ExtFileSystem target;
    private final Map<Long, List<DirectoryEntry>> directories = new HashMap<>();
    private long weight;

    /**
     * A name in a directory.
     *
     * @param path absolute, for people: odd characters are escaped
     * @param parent inode of the directory that holds the name
     * @param entry what it names
     */
    public record Found(String path, long parent, DirectoryEntry entry) {}

    public GuestFiles(Debugfs debugfs, ExtFileSystem target) {
        this.debugfs = debugfs;
        this.target = target;
    }

    /**
     * What a path names, without following any symbolic link; its parts may hold {@code *}, which
     * matches anything but a dot at the start, as in a shell.
     *
     * @return sorted by name; empty if there is no such file, or a link or file is on the way
     */
    public List<Found> find(String path)
            throws IOException, CommandException, InterruptedException {
        return find(List.of(path)).getOrDefault(path, List.of());
    }

    /**
     * What several paths name, as {@link #find(String)}, with one call for each level of folders.
     *
     * @return for every path, in their order
     */
    public Map<String, List<Found>> find(Collection<String> paths)
            throws IOException, CommandException, InterruptedException {
        List<Search> searches = paths.stream().distinct().map(Search::new).toList();
        List<Search> open = searches;
        while (!open.isEmpty()) {
            load(open.stream().flatMap(search -> search.folders().stream()).toList());
            for (Search search : open) {
                search.descend(inode -> directories.getOrDefault(inode, List.of()));
            }
            open = open.stream().filter(Search::isOpen).toList();
        }
        Map<String, List<Found>> found = new LinkedHashMap<>();
        searches.forEach(search -> found.put(search.path(), search.found()));
        return found;
    }

    /**
     * What a path names in the end. Symbolic links are followed, those on the way too, inside of
     * the guest: an absolute target starts at the guest's root, and there is nothing above that.
     *
     * @return with the path after all links; empty if there is no such file, or a loop
     */
    public Optional<Found> resolve(String path)
            throws IOException, CommandException, InterruptedException {
        return new PathWalk(this).resolve(path);
    }

    /**
     * The content of a regular file; links are followed as in {@link #resolve}.
     *
     * @param maxBytes what is larger is not read: a sparse file of a terabyte costs a guest nothing
     * @return empty if the path names no regular file, or one that is larger
     */
    public Optional<byte[]> read(String path, int maxBytes)
            throws IOException, CommandException, InterruptedException {
        return Optional.ofNullable(read(List.of(path), maxBytes).get(path));
    }

    /**
     * The content of several regular files, as {@link #read(String, int)}, read in one call.
     *
     * @param maxBytes for each of them
     * @return by path as it was given; without those that are no regular file, or larger
     */
    public Map<String, byte[]> read(Collection<String> paths, int maxBytes)
            throws IOException, CommandException, InterruptedException {
        find(paths); // remembers all folders with few calls
        Map<String, Found> readable = new LinkedHashMap<>();
        for (String path : paths) {
            resolve(path)
                    .filter(found -> isReadable(found.entry(), maxBytes))
                    .ifPresent(found -> readable.put(path, found));
        }
        Map<Long, byte[]> contents =
                new ContentReader(debugfs, target)
                        .read(readable.values().stream().map(Found::entry).toList());
        Map<String, byte[]> result = new LinkedHashMap<>();
        readable.forEach(
                (path, found) ->
                        result.put(
                                path, contents.getOrDefault(found.entry().inode(), new byte[0])));
        return result;
    }

    /**
     * Where a symbolic link points, in the form of {@link DirectoryEntry#name}.
     *
     * @return empty for what is no link, and for a target longer than Linux allows
     */
    public Optional<String> linkTarget(DirectoryEntry link)
            throws IOException, CommandException, InterruptedException {
        return new ContentReader(debugfs, target).linkTarget(link).map(DirectoryEntry::escape);
    }

    /**
     * Bytes in all files of a tree, without following links. A file with several names counts for
     * each.
     *
     * @param top a directory or a file
     * @param enough stops counting when there are that many bytes
     * @return at least {@code enough} if the tree is that large or has more than 100000 names
     */
    public long treeSize(DirectoryEntry top, long enough)
            throws IOException, CommandException, InterruptedException {
        return new TreeSize(this, enough).of(top);
    }

    /** What a directory holds, without itself and the one above. */
    public List<DirectoryEntry> list(long directory)
            throws IOException, CommandException, InterruptedException {
        load(List.of(directory));
        return directories.getOrDefault(directory, List.of());
    }

    /** Reads several directories in one call. */
    public void load(Collection<Long> inodes)
            throws IOException, CommandException, InterruptedException {
        List<Long> missing =
                inodes.stream()
                        .distinct()
                        .filter(inode -> !directories.containsKey(inode))
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        Debugfs.Reply<DirectoryEntry> reply =
                debugfs.list(target, missing, Debugfs.MOST_WEIGHT - weight);
        for (int i = 0; i < missing.size(); i++) {
            List<DirectoryEntry> entries = entries(reply, i);
            weight += entries.stream().mapToLong(DirectoryEntry::weight).sum();
            directories.put(
                    missing.get(i), entries.stream().filter(entry -> !entry.isDot()).toList());
        }
    }

    /** What the directory with that place in a call has: even an empty one names itself. */
    static List<DirectoryEntry> entries(Debugfs.Reply<DirectoryEntry> reply, int place)
            throws DamagedFileSystemException {
        List<DirectoryEntry> entries = reply.outputs().get(place);
        if (entries.isEmpty() && !reply.errors().isEmpty()) {
            throw new DamagedFileSystemException(reply.errors().get(0));
        }
        return entries;
    }

    private static boolean isReadable(DirectoryEntry entry, int maxBytes) {
        return entry.isRegularFile() && entry.size() >= 0 && entry.size() <= maxBytes;
    }
}

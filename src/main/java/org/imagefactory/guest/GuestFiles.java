package org.imagefactory.guest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imagefactory.exec.CommandException;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DirectoryEntry;
import org.imagefactory.tools.ExtFileSystem;

/**
 * Finds files in a guest's file system, without following any symbolic link: the guest chose where
 * they point. Directories are remembered, so an instance is only good until something changes.
 */
public final class GuestFiles {

    private static final long ROOT_INODE = 2;

    private final Debugfs debugfs;
    private final ExtFileSystem target;
    private final Map<Long, List<DirectoryEntry>> directories = new HashMap<>();

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
     * What a path names; its last part may hold {@code *}, which matches anything but a dot at the
     * start, as in a shell.
     *
     * @return sorted by name; empty if there is no such file, or a link or file is on the way
     */
    public List<Found> find(String path)
            throws IOException, CommandException, InterruptedException {
        String[] names = path.substring(1).split("/", -1);
        long directory = ROOT_INODE;
        for (int i = 0; i < names.length - 1; i++) {
            Optional<DirectoryEntry> next = child(directory, names[i]);
            if (next.isEmpty() || !next.get().isDirectory()) {
                return List.of();
            }
            directory = next.get().inode();
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        Pattern pattern = glob(names[names.length - 1]);
        List<Found> found = new ArrayList<>();
        for (DirectoryEntry entry : list(directory)) {
            if (pattern.matcher(entry.name()).matches()) {
                found.add(new Found(folder + entry.name(), directory, entry));
            }
        }
        found.sort(Comparator.comparing(Found::path));
        return found;
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
                inodes.stream().filter(inode -> !directories.containsKey(inode)).toList();
        if (missing.isEmpty()) {
            return;
        }
        Debugfs.Reply reply = debugfs.ask(target, missing.stream().map(Debugfs::list).toList());
        for (int i = 0; i < missing.size(); i++) {
            List<DirectoryEntry> entries =
                    Debugfs.entries(reply.outputs().get(i)).stream()
                            .filter(entry -> !entry.isDot())
                            .toList();
            directories.put(missing.get(i), entries);
        }
    }

    private Optional<DirectoryEntry> child(long directory, String name)
            throws IOException, CommandException, InterruptedException {
        return list(directory).stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    private static Pattern glob(String name) {
        String noDot = name.startsWith("*") ? "(?!\\.)" : "";
        return Pattern.compile(noDot + "\\Q" + name.replace("*", "\\E.*\\Q") + "\\E");
    }
}

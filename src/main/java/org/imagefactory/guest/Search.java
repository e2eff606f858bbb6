package org.imagefactory.guest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.tools.DirectoryEntry;

/** Finds what one path with wildcards names, one level of folders after the other. */
final class Search {

    private record Folder(String path, long inode) {}

    private final String path;
    private final String[] names;
    private int depth;
    private List<Folder> folders = List.of(new Folder("/", GuestFiles.ROOT_INODE));
    private final List<Found> found = new ArrayList<>();

    /**
     * @param path absolute
     */
    Search(String path) {
        this.path = path;
        this.names = path.substring(1).split("/", -1);
    }

    String path() {
        return path;
    }

    /** What the path names, once the search is not open any more; sorted by path. */
    List<Found> found() {
        return List.copyOf(found);
    }

    boolean isOpen() {
        return depth < names.length && !folders.isEmpty();
    }

    /** The folders that have to be listed for the next level. */
    List<Long> folders() {
        return folders.stream().map(Folder::inode).toList();
    }

    /** Goes one level down. */
    void descend(LongFunction<List<DirectoryEntry>> list) {
        Pattern pattern = glob(names[depth]);
        depth++;
        boolean last = depth == names.length;
        List<Folder> next = new ArrayList<>();
        for (Folder folder : folders) {
            for (DirectoryEntry entry : list.apply(folder.inode())) {
                if (!pattern.matcher(entry.name()).matches()) {
                    continue;
                }
                String name = folder.path() + entry.name();
                if (last) {
                    found.add(new Found(name, folder.inode(), entry));
                } else if (entry.isDirectory()) {
                    next.add(new Folder(name + "/", entry.inode()));
                }
            }
        }
        folders = next;
        found.sort(Comparator.comparing(Found::path));
    }

    private static Pattern glob(String name) {
        String noDot = name.startsWith("*") ? "(?!\\.)" : "";
        return Pattern.compile(noDot + "\\Q" + name.replace("*", "\\E.*\\Q") + "\\E");
    }
}

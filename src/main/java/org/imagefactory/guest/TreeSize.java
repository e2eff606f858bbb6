package org.imagefactory.guest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.exec.CommandException;
import org.imagefactory.tools.DirectoryEntry;

/** Adds up the files of a tree, with one call for each level. */
final class TreeSize {

    private static final int MOST_NAMES = 100_000;
    private static final int MOST_LEVELS = 64;

    private final GuestFiles files;
    private final long enough;

    TreeSize(GuestFiles files, long enough) {
        this.files = files;
        this.enough = enough;
    }

    long of(DirectoryEntry top) throws IOException, CommandException, InterruptedException {
        long bytes = 0;
        int names = 0;
        int levels = 0;
        List<DirectoryEntry> level = List.of(top);
        while (!level.isEmpty()) {
            for (DirectoryEntry entry : level) {
                // a sum of hostile sizes must not overflow
                bytes += entry.isRegularFile() ? Math.max(0, Math.min(entry.size(), enough)) : 0;
                if (bytes >= enough) {
                    return bytes;
                }
            }
            names += level.size();
            levels++;
            if (names > MOST_NAMES || levels > MOST_LEVELS) {
                return enough;
            }
            level = below(level);
        }
        return bytes;
    }

    private List<DirectoryEntry> below(List<DirectoryEntry> level)
            throws IOException, CommandException, InterruptedException {
        List<Long> folders =
                level.stream()
                        .filter(DirectoryEntry::isDirectory)
                        .map(DirectoryEntry::inode)
                        .toList();
        files.load(folders);
        List<DirectoryEntry> below = new ArrayList<>();
        for (long folder : folders) {
            below.addAll(files.list(folder));
        }
        return below;
    }
}

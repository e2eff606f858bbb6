package org.imagefactory.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.imagefactory.exec.CommandException;
import org.imagefactory.tools.DamagedFileSystemException;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DirectoryEntry;
import org.imagefactory.tools.ExtFileSystem;

/**
 * Copies the contents of many files out of an ext file system, some at a time: a call of debugfs
 * for each would take longer than all copies, and all copies at once more room than there is.
 */
final class CopiedFiles {

    private static final int MOST_FILES = 1000;
    private static final long MOST_BYTES = 64L << 20;

    /**
     * Holes and files with many names make a file system seem larger than it is, but not so much.
     */
    private static final int MOST_EXPANSION = 8;

    private final Debugfs debugfs;
    private final ExtFileSystem target;
    private final Path folder;
    private final long largest;
    private final List<Wanted> waiting = new ArrayList<>();
    private long bytes;
    private long allBytes;

    private record Wanted(String path, DirectoryEntry entry) {

        boolean isShortLink() {
            return entry.isLink() && entry.size() < ContentReader.SHORT_LINK;
        }
    }

    /**
     * @param largest what a file may have, in bytes
     */
    CopiedFiles(Debugfs debugfs, ExtFileSystem target, Path folder, long largest) {
        this.debugfs = debugfs;
        this.target = target;
        this.folder = folder;
        this.largest = largest;
    }

    /** Takes a name; shows what was taken before, if that is enough. */
    void add(String path, DirectoryEntry entry, ExtWalk.Visitor visitor)
            throws IOException, CommandException, InterruptedException {
        Wanted wanted = new Wanted(path, entry);
        long size = isCopied(wanted) ? entry.size() : 0;
        if (waiting.size() >= MOST_FILES || (bytes > 0 && bytes + size > MOST_BYTES)) {
            show(visitor);
        }
        waiting.add(wanted);
        bytes += size;
        allBytes += size;
        if (allBytes / MOST_EXPANSION > largest) {
            throw new DamagedFileSystemException("its files claim many times its size");
        }
    }

    /** Shows what was taken. */
    void show(ExtWalk.Visitor visitor) throws IOException, CommandException, InterruptedException {
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            long inode = waiting.get(i).entry().inode();
            if (isEmpty(waiting.get(i))) {
                Files.createFile(folder.resolve(Integer.toString(i)));
            } else if (isCopied(waiting.get(i))) {
                requests.add(Debugfs.dump(inode, folder.getFileName() + "/" + i));
            } else if (waiting.get(i).isShortLink()) {
                requests.add(Debugfs.dumpBlockMap(inode));
            }
        }
        Debugfs.Reply<String> reply =
                requests.isEmpty()
                        ? new Debugfs.Reply<>(List.of(), List.of())
                        : debugfs.ask(target, requests);
        int answered = 0;
        for (int i = 0; i < waiting.size(); i++) {
            Wanted one = waiting.get(i);
            if (isCopied(one)) {
                answered += isEmpty(one) ? 0 : 1;
                showCopy(one, folder.resolve(Integer.toString(i)), reply.errors(), visitor);
            } else if (one.isShortLink()) {
                byte[] map = ContentReader.bytes(reply.outputs().get(answered++));
                int length = (int) Math.max(0, one.entry().size());
                String text = DirectoryEntry.escape(Arrays.copyOf(map, length));
                visitor.visit(one.path(), one.entry(), Optional.empty(), Optional.of(text));
            } else {
                visitor.visit(one.path(), one.entry(), Optional.empty(), Optional.empty());
            }
        }
        waiting.clear();
        bytes = 0;
    }

    private boolean isCopied(Wanted one) {
        long size = one.entry().size();
        boolean longLink =
                one.entry().isLink() && !one.isShortLink() && size < ContentReader.LONGEST_LINK;
        return longLink || (one.entry().isRegularFile() && size >= 0 && size <= largest);
    }

    /** Nobody has to be asked for its content. */
    private boolean isEmpty(Wanted one) {
        return one.entry().size() == 0 && isCopied(one);
    }

    private static void showCopy(
            Wanted one, Path copy, List<String> errors, ExtWalk.Visitor visitor)
            throws IOException, InterruptedException {
        long size = Files.exists(copy) ? Files.size(copy) : -1;
        if (size != one.entry().size()) {
            String reason = String.join("\n", errors);
            throw ContentReader.incomplete(
                    reason,
                    "%s has %d of %d bytes %s"
                            .formatted(one.path(), size, one.entry().size(), reason));
        }
        if (one.entry().isLink()) {
            String text = DirectoryEntry.escape(Files.readAllBytes(copy));
            visitor.visit(one.path(), one.entry(), Optional.empty(), Optional.of(text));
        } else {
            visitor.visit(one.path(), one.entry(), Optional.of(copy), Optional.empty());
        }
        Files.delete(copy);
    }
}

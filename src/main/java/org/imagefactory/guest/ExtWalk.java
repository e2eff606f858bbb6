package org.imagefactory.guest;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.imagefactory.exec.CommandException;
import org.imagefactory.tools.DamagedFileSystemException;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DirectoryEntry;
import org.imagefactory.tools.ExtFileSystem;

/**
 * Shows every name in an ext file system to a visitor, with the files' contents. Takes the same
 * memory for ten names and for millions: folders that are still to be listed wait in a file.
 */
public final class ExtWalk {

    /** Bytes of directories that are listed with one call; a name takes at least twelve. */
    private static final long MOST_LISTED = 1 << 20;

    private static final int MOST_FOLDERS = 1000;

    /** Deeper than Linux' longest path. */
    private static final int MOST_LEVELS = 2048;

    private static final int LONGEST_PATH = 4 * 4096;
    private static final long MOST_NAMES = 20_000_000;

    private final Debugfs debugfs;
    private final ExtFileSystem target;
    private final CopiedFiles copies;
    private final Path waiting;
    private final Path next;
    private final BitSet seen = new BitSet();
    private long names;

    /** Sees one name after the other, a folder before what it holds. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * @param path absolute; odd characters are escaped as in {@link DirectoryEntry#name}
         * @param copy of a regular file, until this method returns; empty if it was too large
         * @param linkTarget of a symbolic link, escaped as well
         */
        void visit(
                String path, DirectoryEntry entry, Optional<Path> copy, Optional<String> linkTarget)
                throws IOException, InterruptedException;
    }

    private record Folder(long inode, String path) {}

    /**
     * @param folder in the image's folder, empty and with a harmless name, for copies; the caller
     *     removes it
     * @param bytes of the file system: a file that claims more is not copied
     */
    public ExtWalk(Debugfs debugfs, ExtFileSystem target, Path folder, long bytes) {
        this.debugfs = debugfs;
        this.target = target;
        this.copies = new CopiedFiles(debugfs, target, folder, bytes);
        this.waiting = folder.resolve("waiting");
        this.next = folder.resolve("next");
    }

    /**
     * @throws DamagedFileSystemException it cannot be read, or has more than any real one
     */
    public void run(Visitor visitor) throws IOException, CommandException, InterruptedException {
        Files.writeString(waiting, GuestFiles.ROOT_INODE + "\t0\t\n");
        seen.set((int) GuestFiles.ROOT_INODE);
        for (int level = 0; Files.size(waiting) > 0; level++) {
            if (level > MOST_LEVELS) {
                throw new DamagedFileSystemException("its folders have no end");
            }
            level(visitor);
            Files.move(next, waiting, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(waiting);
    }

    private void level(Visitor visitor) throws IOException, CommandException, InterruptedException {
        try (BufferedReader reader = Files.newBufferedReader(waiting);
                BufferedWriter writer = Files.newBufferedWriter(next)) {
            List<Folder> some = new ArrayList<>();
            long bytes = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] fields = line.split("\t", 3);
                long size = Long.parseLong(fields[1]);
                if (!some.isEmpty()
                        && (bytes + size > MOST_LISTED || some.size() == MOST_FOLDERS)) {
                    list(some, writer, visitor);
                    some.clear();
                    bytes = 0;
                }
                some.add(new Folder(Long.parseLong(fields[0]), fields[2]));
                bytes += size;
            }
            list(some, writer, visitor);
        }
    }

    private void list(List<Folder> folders, BufferedWriter writer, Visitor visitor)
            throws IOException, CommandException, InterruptedException {
        Debugfs.Reply<DirectoryEntry> reply =
                debugfs.list(
                        target, folders.stream().map(Folder::inode).toList(), Debugfs.MOST_WEIGHT);
        for (int i = 0; i < folders.size(); i++) {
            for (DirectoryEntry entry : GuestFiles.entries(reply, i)) {
                if (!entry.isDot()) {
                    name(folders.get(i).path() + "/" + entry.name(), entry, writer, visitor);
                }
            }
        }
        copies.show(visitor);
    }

    private void name(String path, DirectoryEntry entry, BufferedWriter writer, Visitor visitor)
            throws IOException, CommandException, InterruptedException {
        names++;
        if (names > MOST_NAMES || path.length() > LONGEST_PATH) {
            throw new DamagedFileSystemException("it has far too many, or too long, names");
        }
        if (entry.isDirectory()) {
            if (entry.inode() > Integer.MAX_VALUE || seen.get((int) entry.inode())) {
                throw new DamagedFileSystemException(path + " is a folder with two places");
            }
            seen.set((int) entry.inode());
            writer.write(entry.inode() + "\t" + Math.max(0, entry.size()) + "\t" + path + "\n");
        }
        copies.add(path, entry, visitor);
    }
}

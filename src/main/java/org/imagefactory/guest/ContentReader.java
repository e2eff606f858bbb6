package org.imagefactory.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.exec.CommandException;
import org.imagefactory.tools.DamagedFileSystemException;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DirectoryEntry;
import org.imagefactory.tools.ExtFileSystem;

/**
 * Copies the content of a guest's files out of its file system. It goes through a folder that only
 * this user may enter, because password hashes may be among it.
 */
final class ContentReader {

    /** A shorter target stands in the inode itself; a longer one in a block, like a file. */
    static final int SHORT_LINK = 60;

    /** Linux' PATH_MAX. */
    static final int LONGEST_LINK = 4096;

    /** {@code 0020 2e2e 2f72 … ../r}: the offset is octal. */
    private static final Pattern HEX_LINE =
            Pattern.compile("([0-7]{4})  ((?:[0-9a-f]{4} ){1,8}) .*");

    private final Debugfs debugfs;
    private final ExtFileSystem target;

    ContentReader(Debugfs debugfs, ExtFileSystem target) {
        this.debugfs = debugfs;
        this.target = target;
    }

    /**
     * @param entries regular files, or links with long targets, whose sizes are acceptable
     * @return by inode
     */
    Map<Long, byte[]> read(Collection<DirectoryEntry> entries)
            throws IOException, CommandException, InterruptedException {
        Map<Long, byte[]> contents = new LinkedHashMap<>();
        if (entries.isEmpty()) {
            return contents;
        }
        Path folder = Files.createTempDirectory(target.folder(), "guest-files");
        try {
            List<String> requests = new ArrayList<>();
            for (DirectoryEntry entry : entries) {
                requests.add(
                        Debugfs.dump(entry.inode(), folder.getFileName() + "/" + entry.inode()));
            }
            List<String> errors = debugfs.ask(target, requests).errors();
            for (DirectoryEntry entry : entries) {
                Path copy = folder.resolve(Long.toString(entry.inode()));
                contents.put(entry.inode(), content(copy, entry.size(), errors));
            }
            return contents;
        } finally {
            delete(folder, entries);
        }
    }

    Optional<byte[]> linkTarget(DirectoryEntry link)
            throws IOException, CommandException, InterruptedException {
        if (!link.isLink() || link.size() < 1 || link.size() >= LONGEST_LINK) {
            return Optional.empty();
        }
        if (link.size() >= SHORT_LINK) {
            return Optional.ofNullable(read(List.of(link)).get(link.inode()));
        }
        Debugfs.Reply<String> reply =
                debugfs.ask(target, List.of(Debugfs.dumpBlockMap(link.inode())));
        byte[] map = bytes(reply.outputs().get(0));
        return Optional.of(Arrays.copyOf(map, (int) link.size()));
    }

    /** Undoes a hexadecimal dump, in which {@code *} stands for repetitions of the line above. */
    static byte[] bytes(List<String> lines) {
        byte[] map = new byte[SHORT_LINK];
        byte[] row = new byte[0];
        int end = 0;
        for (String line : lines) {
            Matcher matcher = HEX_LINE.matcher(line);
            boolean matches = matcher.matches();
            int start = matches ? Integer.parseInt(matcher.group(1), 8) : map.length;
            while (end < Math.min(start, map.length) && row.length > 0) {
                end = put(map, end, row);
            }
            if (matches) {
                row = HexFormat.of().parseHex(matcher.group(2).replace(" ", ""));
                end = put(map, Math.min(start, map.length), row);
            }
        }
        return map;
    }

    private static int put(byte[] map, int at, byte[] row) {
        int length = Math.min(row.length, map.length - at);
        System.arraycopy(row, 0, map, at, length);
        return at + length;
    }

    private static byte[] content(Path copy, long size, List<String> errors) throws IOException {
        byte[] bytes = Files.exists(copy) ? Files.readAllBytes(copy) : new byte[0];
        if (bytes.length == size) {
            return bytes;
        }
        String reason =
                errors.isEmpty()
                        ? "a file of %d bytes has only %d".formatted(size, bytes.length)
                        : String.join("\n", errors);
        throw incomplete(reason, reason);
    }

    /**
     * Why a file came out shorter or longer than it is.
     *
     * @param reason as debugfs tells it
     * @param damage what to say unless a full disk of this host's is the reason, which is no damage
     */
    static IOException incomplete(String reason, String damage) {
        return reason.contains("No space left") || reason.contains("quota")
                ? new IOException(reason)
                : new DamagedFileSystemException(damage);
    }

    private static void delete(Path folder, Collection<DirectoryEntry> entries) throws IOException {
        for (DirectoryEntry entry : entries) {
            Files.deleteIfExists(folder.resolve(Long.toString(entry.inode())));
        }
        Files.delete(folder);
    }
}

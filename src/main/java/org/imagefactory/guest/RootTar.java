package org.imagefactory.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.imagefactory.tools.DamagedFileSystemException;

/**
 * Writes a whole file system as a tar archive: sorted, with owners, modes, times, hard links,
 * symbolic links and attributes, without devices, pipes and sockets. The same file system gives the
 * same archive. Names are bytes of any encoding; one character stands for one of them.
 */
public final class RootTar {

    private static final int MOST_NAMES = 5_000_000;
    private static final int DEEPEST = 200;
    private static final int LONGEST_LINK = 4096;

    /** What a header of the old format has room for. */
    private static final int SHORT_NAME = 100;

    /** Their content is made when a system runs, also by a container's program. */
    private static final Set<String> EMPTY = Set.of("dev/", "proc/", "sys/", "run/", "lost+found/");

    private final Volume volume;
    private final TarArchiveOutputStream tar;
    private final LongConsumer progress;
    private final Map<Long, String> hardLinks = new HashMap<>();
    private final Set<Long> folders = new HashSet<>();
    private long names;
    private long bytes;
    private long newest;

    private RootTar(Volume volume, OutputStream out, LongConsumer progress) {
        this.volume = volume;
        this.progress = progress;
        tar = new TarArchiveOutputStream(out, StandardCharsets.ISO_8859_1.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_TRUNCATE);
    }

    /**
     * @param out stays open
     * @param progress hears of bytes of content
     * @return when the latest change of a file was, in seconds since 1970
     */
    public static long write(Volume volume, OutputStream out, LongConsumer progress)
            throws IOException {
        RootTar root = new RootTar(volume, out, progress);
        root.folder("", volume.root(), 0);
        root.tar.finish();
        return root.newest;
    }

    private void folder(String path, Inode folder, int depth) throws IOException {
        // a folder that is in itself would never end
        if (depth > DEEPEST || !folders.add(folder.number())) {
            throw new DamagedFileSystemException("its folders are no tree");
        }
        if (EMPTY.contains(path)) {
            return;
        }
        for (Map.Entry<String, Long> entry : folder.list().entrySet()) {
            names++;
            if (names > MOST_NAMES) {
                throw new DamagedFileSystemException("it has far too many names");
            }
            add(path + entry.getKey(), volume.inode(entry.getValue()), depth);
        }
    }

    private void add(String path, Inode inode, int depth) throws IOException {
        if (inode.isFolder()) {
            if (!path.equals("lost+found")) {
                put(path + "/", TarConstants.LF_DIR, inode, "", 0);
                tar.closeArchiveEntry();
            }
            folder(path + "/", inode, depth + 1);
        } else if (inode.isFile()) {
            file(path, inode);
        } else if (inode.isLink()) {
            put(path, TarConstants.LF_SYMLINK, inode, target(inode), 0);
            tar.closeArchiveEntry();
        }
    }

    private void file(String path, Inode inode) throws IOException {
        if (inode.names() > 1) {
            String first = hardLinks.putIfAbsent(inode.number(), path);
            if (first != null) {
                put(path, TarConstants.LF_LINK, inode, first, 0);
                tar.closeArchiveEntry();
                return;
            }
        }
        long size = inode.size();
        // a hole of a terabyte costs a guest nothing
        if (size < 0 || size > volume.length() || bytes > 8 * volume.length()) {
            throw new DamagedFileSystemException("it has files that are larger than it is");
        }
        put(path, TarConstants.LF_NORMAL, inode, "", size);
        inode.copy(tar);
        tar.closeArchiveEntry();
        bytes += size;
        progress.accept(bytes);
    }

    private String target(Inode link) throws IOException {
        long size = link.size();
        if (size < 1 || size >= LONGEST_LINK) {
            throw new DamagedFileSystemException("a symbolic link is too long");
        }
        return new String(link.target(), StandardCharsets.ISO_8859_1);
    }

    private void put(String path, byte type, Inode inode, String target, long size)
            throws IOException {
        newest = Math.max(newest, inode.modified());
        SortedMap<String, byte[]> attributes =
                type == TarConstants.LF_LINK || type == TarConstants.LF_SYMLINK
                        ? new TreeMap<>()
                        : inode.attributes();
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        if (path.length() > SHORT_NAME) {
            record(more, "path", path.getBytes(StandardCharsets.ISO_8859_1));
        }
        if (target.length() > SHORT_NAME) {
            record(more, "linkpath", target.getBytes(StandardCharsets.ISO_8859_1));
        }
        for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
            record(more, "SCHILY.xattr." + attribute.getKey(), attribute.getValue());
        }
        if (more.size() > 0) {
            TarArchiveEntry header =
                    entry("PaxHeaders/" + names, TarConstants.LF_PAX_EXTENDED_HEADER_LC);
            header.setSize(more.size());
            tar.putArchiveEntry(header);
            more.writeTo(tar);
            tar.closeArchiveEntry();
        }
        TarArchiveEntry entry = entry(shortened(path, type), type);
        entry.setMode(inode.mode());
        entry.setIds(0, 0);
        entry.setUserId(inode.user());
        entry.setGroupId(inode.group());
        entry.setModTime(Math.max(0, inode.modified()) * 1000);
        entry.setLinkName(target.substring(0, Math.min(target.length(), SHORT_NAME)));
        entry.setSize(size);
        tar.putArchiveEntry(entry);
    }

    private static TarArchiveEntry entry(String name, byte type) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setUserName("");
        entry.setGroupName("");
        entry.setModTime(0L);
        return entry;
    }

    private static String shortened(String path, byte type) {
        if (path.length() <= SHORT_NAME) {
            return path;
        }
        String start = path.substring(0, SHORT_NAME - 1);
        return type == TarConstants.LF_DIR ? start + "/" : start;
    }

    /** A record of the format of POSIX; its length counts the digits of the length. */
    private static void record(ByteArrayOutputStream records, String key, byte[] value) {
        byte[] name = (" " + key + "=").getBytes(StandardCharsets.ISO_8859_1);
        int rest = name.length + value.length + 1;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        records.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
        records.writeBytes(name);
        records.writeBytes(value);
        records.write('\n');
    }
}

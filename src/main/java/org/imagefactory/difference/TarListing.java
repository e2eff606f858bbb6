package org.imagefactory.difference;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.imagefactory.spec.Sha256;
import org.imagefactory.tools.DirectoryEntry;

/** Reads the files of a tar archive one after the other. */
final class TarListing {

    private static final int BUFFER = 1 << 16;
    private static final int KEPT = 1 << 24;

    /** What is done with each file. */
    @FunctionalInterface
    interface Visitor {

        void visit(FileRecord file) throws IOException;
    }

    /** What the essence of a content is. */
    @FunctionalInterface
    interface Core {

        String of(MadeAnew rule, long size, InputStream content) throws IOException;
    }

    private TarListing() {}

    /**
     * @param prefix of the paths
     */
    static void read(Path archive, String prefix, Core core, Visitor visitor)
            throws IOException, InterruptedException {
        // one character is one byte of a guest's file name, whatever encoding that is in
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new BufferedInputStream(Files.newInputStream(archive)),
                        StandardCharsets.ISO_8859_1.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                String path = path(entry.getName());
                if (!path.equals("/")) {
                    visitor.visit(member(prefix + path, entry, tar, core));
                }
            }
        }
    }

    private static FileRecord member(String path, TarArchiveEntry entry, InputStream in, Core core)
            throws IOException {
        MessageDigest digest = Sha256.newDigest();
        Optional<MadeAnew> rule = MadeAnew.partly(path);
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
            if (rule.isPresent() && start.size() + n <= KEPT) {
                start.write(buffer, 0, n);
            }
        }
        char type = type(entry);
        String content = "";
        if (type == 'l') {
            content = escape(entry.getLinkName());
        } else if (type == 'h') {
            content = "same as " + path(entry.getLinkName());
        } else if (type == 'f') {
            content = Sha256.ofBytes(digest.digest()).hex();
        }
        String permissions = "%04o".formatted(entry.getMode() & 07777);
        String owner = entry.getLongUserId() + ":" + entry.getLongGroupId();
        long size = type == 'f' ? entry.getSize() : 0;
        String essence =
                type == 'f' && rule.isPresent()
                        ? core.of(rule.get(), size, new ByteArrayInputStream(start.toByteArray()))
                        : "";
        return new FileRecord(path, type, permissions, owner, size, content, essence);
    }

    private static char type(TarArchiveEntry entry) {
        if (entry.isDirectory()) {
            return 'd';
        }
        if (entry.isSymbolicLink()) {
            return 'l';
        }
        if (entry.isLink()) {
            return 'h';
        }
        return entry.isFIFO()
                ? 'p'
                : entry.isCharacterDevice() ? 'c' : entry.isBlockDevice() ? 'b' : 'f';
    }

    /** {@code ./etc/} is {@code /etc}. */
    private static String path(String name) {
        String start = name.startsWith("./") ? name.substring(1) : "/" + name;
        boolean folder = start.length() > 1 && start.endsWith("/");
        return escape(folder ? start.substring(0, start.length() - 1) : start);
    }

    private static String escape(String name) {
        return DirectoryEntry.escape(name.getBytes(StandardCharsets.ISO_8859_1));
    }
}

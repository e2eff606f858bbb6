package org.imagefactory.resume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.imagefactory.disk.FileDigest;

/**
 * A file as it was when it was kept.
 *
 * @param name without a folder
 * @param bytes its length
 * @param modified time of its last change, ISO 8601, as exact as the file system tells it
 * @param inode its number in the file system
 * @param sha256 64 hexadecimal digits; empty for a disk that no digest was computed of yet
 */
record KeptFile(String name, long bytes, String modified, String inode, String sha256) {

    static KeptFile of(Path file, String sha256) throws IOException {
        return new KeptFile(
                file.toFile().getName(), Files.size(file), modified(file), inode(file), sha256);
    }

    /**
     * By the digest where there is one; else nobody may have written to it since.
     *
     * @param file that should be this one
     * @throws UnfitException it is another, or not there
     */
    void verify(Path file) throws IOException, InterruptedException, UnfitException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnfitException(name + " is missing");
        }
        boolean same = Files.size(file) == bytes;
        if (same && sha256.isEmpty()) {
            same = modified(file).equals(modified) && inode(file).equals(inode);
        } else if (same) {
            same = FileDigest.sha256(file, position -> {}).equals(sha256);
        }
        if (!same) {
            throw new UnfitException(name + " is not as it was");
        }
    }

    private static String modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant().toString();
    }

    private static String inode(Path file) throws IOException {
        return String.valueOf(Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS));
    }
}

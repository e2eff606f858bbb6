package org.imagefactory.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What clients want to know of an image beyond its SHA-256, computed in one reading.
 *
 * @param sha512 of the image: virt-builder takes no other
 * @param combined SHA-256 of another file and the image, one after the other; empty without one
 */
record DiskDigests(String sha512, Optional<String> combined) {

    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * @param before the other file, which is small
     * @throws InterruptedException the calling thread was interrupted
     */
    static DiskDigests of(Path disk, Optional<Path> before)
            throws IOException, InterruptedException {
        MessageDigest sha512 = digest("SHA-512");
        MessageDigest combined = digest("SHA-256");
        if (before.isPresent()) {
            read(before.get(), List.of(combined));
        }
        read(disk, before.isPresent() ? List.of(sha512, combined) : List.of(sha512));
        return new DiskDigests(hex(sha512), before.map(file -> hex(combined)));
    }

    private static void read(Path file, List<MessageDigest> digests)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading " + file);
                }
                for (MessageDigest digest : digests) {
                    digest.update(buffer, 0, read);
                }
            }
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}

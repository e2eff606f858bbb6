package org.imagefactory.netboot;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Length and digest of a file.
 *
 * @param sizeBytes its length
 * @param sha256 64 hexadecimal digits
 */
record FileDigest(long sizeBytes, String sha256) {

    private static final int CHUNK = 256 * 1024;

    /** Reads the whole file, a piece at a time. */
    static FileDigest of(Path file) throws IOException, InterruptedException {
        MessageDigest digest = sha256Digest();
        byte[] buffer = new byte[CHUNK];
        long size = 0;
        try (InputStream in = new FileInputStream(file.toFile())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading " + file);
                }
                digest.update(buffer, 0, n);
                size += n;
            }
        }
        return new FileDigest(size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

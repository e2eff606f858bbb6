package org.imagefactory.netboot.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.imagefactory.spec.DigestKind;

/**
 * Length and digest of a file.
 *
 * @param sizeBytes its length
 * @param sha256 64 hexadecimal digits
 */
public record FileDigest(long sizeBytes, String sha256) {

    /** Reads the whole file; the length is that of the bytes that the digest is made from. */
    public static FileDigest of(Path file) throws IOException, InterruptedException {
        AtomicLong size = new AtomicLong();
        String sha256 = org.imagefactory.disk.FileDigest.sha256(file, size::set);
        return new FileDigest(size.get(), sha256);
    }

    /** A digest of another kind: hexadecimal digits. */
    public static String of(Path file, DigestKind kind) throws IOException, InterruptedException {
        return org.imagefactory.disk.FileDigest.of(file, kind);
    }
}

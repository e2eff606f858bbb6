package org.imagefactory.clouds.oci;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.imagefactory.guest.ExtVolume;
import org.imagefactory.guest.RootTar;
import org.imagefactory.spec.Sha256;

/**
 * The one layer of an image: a root file system.
 *
 * @param file where it is
 * @param blob what it is
 * @param unpacked digest of the archive before it was compressed
 * @param newest when the latest change of a file was, in seconds since 1970
 */
record Layer(Path file, Blob blob, Sha256 unpacked, long newest) {

    private static final int BUFFER_BYTES = 1 << 17;

    /**
     * @param compressed by gzip
     * @param progress hears of bytes of files
     */
    static Layer write(ExtVolume volume, Path file, boolean compressed, LongConsumer progress)
            throws IOException {
        MessageDigest whole = Sha256.newDigest();
        MessageDigest inner = Sha256.newDigest();
        long newest;
        try (OutputStream out =
                new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES),
                        whole)) {
            if (compressed) {
                try (OutputStream gzip = new GzipCompressorOutputStream(out)) {
                    newest = write(volume, gzip, inner, progress);
                }
            } else {
                newest = write(volume, out, inner, progress);
            }
        }
        Blob blob =
                new Blob(
                        Blob.LAYER + (compressed ? "+gzip" : ""),
                        Sha256.ofBytes(whole.digest()),
                        Files.size(file));
        return new Layer(file, blob, Sha256.ofBytes(inner.digest()), newest);
    }

    private static long write(
            ExtVolume volume, OutputStream out, MessageDigest digest, LongConsumer progress)
            throws IOException {
        OutputStream counted =
                new BufferedOutputStream(new DigestOutputStream(out, digest), BUFFER_BYTES);
        long newest = RootTar.write(volume, counted, progress);
        counted.flush();
        return newest;
    }
}

package org.imagefactory.netboot.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.spec.DigestKind;

/**
 * What is known, by proof, about netboot files.
 *
 * @param proof where it is known from
 * @param digests that the files must have; a file without one is not verified
 * @param source what lists the digests, for messages
 * @param validUntil after this moment the documents are not to be used any more; empty if that is
 *     not limited
 */
public record ProvenDigests(
        Proof proof, Map<Role, String> digests, String source, Optional<Instant> validUntil) {

    public ProvenDigests {
        digests = Map.copyOf(digests);
    }

    /**
     * @param path of the file
     * @param found what is known of it
     * @throws VerificationException the file is not the one that was published
     * @throws IOException it cannot be read
     * @throws InterruptedException the calling thread was interrupted
     */
    public void check(RemoteFile file, Path path, FileDigest found)
            throws VerificationException, IOException, InterruptedException {
        String wanted = digests.getOrDefault(file.role(), found.sha256());
        DigestKind kind = DigestKind.of(wanted);
        String is = kind == DigestKind.SHA256 ? found.sha256() : FileDigest.of(path, kind);
        if (!wanted.equals(is)) {
            throw VerificationException.mismatch(
                    "%s has the %s digest %s, but %s says %s"
                            .formatted(file, kind.title(), is, source, wanted));
        }
    }
}

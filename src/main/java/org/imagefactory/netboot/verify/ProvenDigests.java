package org.imagefactory.netboot.verify;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;

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
     * @throws VerificationException the file is not the one that was published
     */
    public void check(RemoteFile file, FileDigest found) throws VerificationException {
        String wanted = digests.getOrDefault(file.role(), found.sha256());
        if (!wanted.equals(found.sha256())) {
            throw VerificationException.mismatch(
                    "%s has the SHA-256 digest %s, but %s says %s"
                            .formatted(file, found.sha256(), source, wanted));
        }
    }
}

package org.imagefactory.netboot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known, by proof, about netboot files.
 *
 * @param proof where it is known from
 * @param digests that the files must have; a file without one is not verified
 * @param source what lists the digests, for messages
 * @param validUntil after this moment the documents are not to be used any more; empty if that is
 *     not limited
 */
record Trusted(
        Proof proof, Map<Role, String> digests, String source, Optional<Instant> validUntil) {

    Trusted {
        digests = Map.copyOf(digests);
    }

    /**
     * @throws VerificationException the file is not the one that was published
     */
    void check(RemoteFile file, FileDigest found) throws VerificationException {
        String wanted = digests.getOrDefault(file.role(), found.sha256());
        if (!wanted.equals(found.sha256())) {
            throw VerificationException.mismatch(
                    "%s has the SHA-256 digest %s, but %s says %s"
                            .formatted(file, found.sha256(), source, wanted));
        }
    }
}

package org.imagefactory.netboot;

import java.util.Map;

/**
 * What is known, by proof, about netboot files.
 *
 * @param proof where it is known from
 * @param digests that the files must have; a file without one is not verified
 * @param source what lists the digests, for messages
 */
record Trusted(Proof proof, Map<Role, String> digests, String source) {

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

package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What proves that the netboot files are the genuine ones.
 *
 * @param mode how much proof there has to be
 * @param checksums file on the mirror that lists the digests of the netboot files
 * @param signature detached OpenPGP signature of that file
 * @param release clear-signed release file that lists the digest of the checksum file
 * @param keyring OpenPGP keys that may have signed
 * @param kernel pinned digest of the kernel
 * @param initrd pinned digest of the initrd
 * @param installerImage pinned digest of the installer image
 */
public record Verification(
        Verify mode,
        Optional<SourceUri> checksums,
        Optional<SourceUri> signature,
        Optional<SourceUri> release,
        Optional<Path> keyring,
        Optional<Sha256> kernel,
        Optional<Sha256> initrd,
        Optional<Sha256> installerImage) {

    /** Nothing is verified. */
    public static final Verification NONE =
            new Verification(
                    Verify.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}

package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is published beside the image to document it.
 *
 * @param sbom software bills of materials
 * @param sign how checksums and provenance are signed
 * @param signKey identifies the OpenPGP key: a fingerprint, key ID or mail address
 * @param signCommand signs instead of, or in addition to, gpg
 * @param signKeyring OpenPGP keys that an image to verify may be signed with
 */
public record Documents(
        Sbom sbom,
        SignMethod sign,
        Optional<String> signKey,
        Optional<HookCommand> signCommand,
        Optional<Path> signKeyring) {

    /** No bill of materials, no signature. */
    public static final Documents NONE =
            new Documents(
                    Sbom.NONE,
                    SignMethod.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
}

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
 * @param packageNames whether there is a list of the installed packages as the system's package
 *     manager prints their names
 */
public record Documents(
        Sbom sbom,
        SignMethod sign,
        Optional<String> signKey,
        Optional<HookCommand> signCommand,
        Optional<Path> signKeyring,
        boolean packageNames) {

    /** No bill of materials, no signature. */
    public static final Documents NONE =
            new Documents(
                    Sbom.NONE,
                    SignMethod.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /** Without a list of names. */
    public Documents(
            Sbom sbom,
            SignMethod sign,
            Optional<String> signKey,
            Optional<HookCommand> signCommand,
            Optional<Path> signKeyring) {
        this(sbom, sign, signKey, signCommand, signKeyring, false);
    }

    /** The same with a list of names. */
    public Documents withPackageNames() {
        return new Documents(sbom, sign, signKey, signCommand, signKeyring, true);
    }
}

package org.imagefactory.netboot.verify;

import java.util.Optional;
import org.imagefactory.error.DownloadException;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.spec.Sha256;
import org.imagefactory.spec.Verification;

/** The digests that the configuration itself allows. */
public final class Pins {

    private final Verification verification;

    public Pins(Verification verification) {
        this.verification = verification;
    }

    /** The only digest that a file may have; empty if it may have any. */
    Optional<Sha256> of(Role role) {
        return switch (role) {
            case LINUX -> verification.kernel();
            case INITRD -> verification.initrd();
            case INSTALLER_IMAGE -> verification.installerImage();
            case RELEASE,
                    CHECKSUMS,
                    CHECKSUMS_SIGNATURE,
                    WATCHED,
                    ADVISORIES,
                    ADVISORY_INDEX,
                    CONTENT ->
                    Optional.empty();
        };
    }

    /**
     * @param file for the message
     * @throws DownloadException the file has another digest
     */
    public void check(Role role, Object file, FileDigest found) throws DownloadException {
        Optional<Sha256> pin = of(role);
        if (pin.isPresent() && !pin.get().hex().equals(found.sha256())) {
            throw new DownloadException(
                    "%s has the SHA-256 digest %s, but %s allows only %s"
                            .formatted(file, found.sha256(), key(role), pin.get()),
                    "if the file was updated on purpose, look at the new one and change "
                            + key(role));
        }
    }

    private static String key(Role role) {
        return role.key().replace('_', '-') + "-sha256";
    }
}

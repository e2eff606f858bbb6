package org.imagefactory.netboot;

import java.nio.file.Path;
import org.imagefactory.netboot.file.Role;

/**
 * Where the files that a build boots are put. Their folder must exist; what is there already is
 * replaced.
 *
 * @param kernel of the installer
 * @param initrd of the installer
 * @param installerImage in place of the two
 */
public record BootFiles(Path kernel, Path initrd, Path installerImage) {

    Path of(Role role) {
        return switch (role) {
            case LINUX -> kernel;
            case INITRD -> initrd;
            case INSTALLER_IMAGE -> installerImage;
            case RELEASE,
                    CHECKSUMS,
                    CHECKSUMS_SIGNATURE,
                    WATCHED,
                    ADVISORIES,
                    ADVISORY_INDEX,
                    CONTENT ->
                    throw new IllegalArgumentException(role + " is not booted");
        };
    }
}

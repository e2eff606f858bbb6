package org.imagefactory.spec;

import java.util.Optional;

/**
 * One place that has a whole installer. Files of several places are never mixed: while mirrors are
 * being updated they have different versions.
 *
 * @param installer what the machine boots
 * @param verification what proves that netboot files are genuine, with the documents of this place
 * @param tree tells where the kernel and initrd are, if they are not where {@code installer} says;
 *     empty if they are there
 */
public record Mirror(
        InstallerSource installer, Verification verification, Optional<InstallationTree> tree) {

    /** With files at fixed places. */
    public Mirror(InstallerSource installer, Verification verification) {
        this(installer, verification, Optional.empty());
    }
}

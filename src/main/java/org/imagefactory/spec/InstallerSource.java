package org.imagefactory.spec;

/** What the installation machine boots. */
public sealed interface InstallerSource {

    /** A kernel with its initrd; the two belong together. */
    record KernelAndInitrd(SourceUri linux, SourceUri initrd) implements InstallerSource {}

    /** A bootable installer image, from which virt-install takes kernel and initrd. */
    record InstallerImage(SourceUri image) implements InstallerSource {}
}

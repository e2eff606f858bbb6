package org.imagefactory.spec;

import java.util.List;

/** What the installation machine boots. */
public sealed interface InstallerSource {

    /** A kernel with its initrd; the two belong together. */
    record KernelAndInitrd(SourceUri linux, SourceUri initrd) implements InstallerSource {
        @Override
        public List<SourceUri> files() {
            return List.of(linux, initrd);
        }
    }

    /** A bootable installer image, from which virt-install takes kernel and initrd. */
    record InstallerImage(SourceUri image) implements InstallerSource {
        @Override
        public List<SourceUri> files() {
            return List.of(image);
        }
    }

    /** The files, the kernel before its initrd. */
    List<SourceUri> files();
}

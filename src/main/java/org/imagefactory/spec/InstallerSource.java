package org.imagefactory.spec;

import java.util.List;
import java.util.Optional;

/** What the installation machine boots. */
public sealed interface InstallerSource {

    /** A kernel with its initrd; the two belong together. */
    record KernelAndInitrd(SourceUri linux, SourceUri initrd) implements InstallerSource {
        @Override
        public List<SourceUri> files() {
            return List.of(linux, initrd);
        }
    }

    /**
     * A bootable installer image, which the machine has in its drive.
     *
     * @param boot what is booted of it; empty to let virt-install find that out
     */
    record InstallerImage(SourceUri image, Optional<BootPaths> boot) implements InstallerSource {

        /** Kernel and initrd are looked for. */
        public InstallerImage(SourceUri image) {
            this(image, Optional.empty());
        }

        @Override
        public List<SourceUri> files() {
            return List.of(image);
        }
    }

    /**
     * Where kernel and initrd are in an installer image.
     *
     * @param kernel relative to its root
     * @param initrd relative to its root
     */
    record BootPaths(String kernel, String initrd) {}

    /** The files, the kernel before its initrd. */
    List<SourceUri> files();

    /** What has to be taken out of an installer image before it can be booted. */
    default Optional<BootPaths> bootPaths() {
        return this instanceof InstallerImage image ? image.boot() : Optional.empty();
    }
}

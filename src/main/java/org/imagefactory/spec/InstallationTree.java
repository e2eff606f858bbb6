package org.imagefactory.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A tree of Red Hat's kind, whose {@code .treeinfo} tells where kernel and initrd are and what
 * digests they have. Trees that were mirrored by hand may call it {@code treeinfo}, or lack it.
 *
 * @param url without a slash at its end
 * @param arch that the tree has to be for
 */
public record InstallationTree(String url, Architecture arch) {

    /** Where the file may be that tells it, the usual place first. */
    public List<SourceUri> infos() {
        return Stream.of(".treeinfo", "treeinfo").map(this::file).toList();
    }

    /**
     * @param path relative to the tree
     */
    public SourceUri file(String path) {
        return SourceUri.parse(url + "/" + path);
    }

    /**
     * What is booted of the tree, and what proves it.
     *
     * @param usual what is named without looking into the tree
     * @param paths of kernel and initrd, as the tree tells them
     * @param digests the file that lists their digests; empty if none does
     */
    public Mirror found(
            Mirror usual, InstallerSource.BootPaths paths, Optional<SourceUri> digests) {
        return new Mirror(
                new InstallerSource.KernelAndInitrd(file(paths.kernel()), file(paths.initrd())),
                usual.verification().withChecksums(digests));
    }
}

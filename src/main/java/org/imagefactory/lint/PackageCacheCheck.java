package org.imagefactory.lint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.LintRule;

/** What package managers can download again. */
final class PackageCacheCheck implements Check {

    static final DataSize LIMIT = new DataSize(32L << 20);

    /** Where counting ends. */
    private static final DataSize ENOUGH = new DataSize(1L << 40);

    private static final List<String> TREES =
            List.of(
                    "/var/cache/PackageKit",
                    "/var/cache/apk",
                    "/var/cache/apt",
                    "/var/cache/dnf",
                    "/var/cache/libdnf5",
                    "/var/cache/pacman",
                    "/var/cache/yum",
                    "/var/cache/zypp",
                    "/var/lib/apt/lists");

    @Override
    public LintRule rule() {
        return LintRule.PACKAGE_CACHE;
    }

    @Override
    public List<String> names() {
        return TREES;
    }

    @Override
    public void look(Inspection inspection, Findings findings)
            throws IOException, CommandException, InterruptedException {
        long total = 0;
        List<String> parts = new ArrayList<>();
        long largest = -1;
        String path = "";
        for (Found tree : inspection.all(TREES)) {
            long size = inspection.files().treeSize(tree.entry(), ENOUGH.bytes());
            total += size;
            if (size > 0) {
                parts.add(tree.path() + " " + new DataSize(size));
            }
            if (size > largest) {
                largest = size;
                path = tree.path();
            }
        }
        if (total > LIMIT.bytes()) {
            findings.add(
                    path,
                    "package caches take more than %s: %s"
                            .formatted(LIMIT, String.join(", ", parts)));
        }
    }
}

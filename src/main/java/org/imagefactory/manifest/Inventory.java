package org.imagefactory.manifest;

import java.util.List;

/**
 * What is installed in an image.
 *
 * @param format of its packages
 * @param distribution that it is an installation of
 * @param packages without duplicates, in the order of the package list
 */
public record Inventory(
        PackageFormat format, Distribution distribution, List<InstalledPackage> packages) {

    public Inventory {
        packages = List.copyOf(packages);
    }

    /** The package list. */
    public List<PackageLine> lines() {
        return packages.stream().map(InstalledPackage::line).toList();
    }
}

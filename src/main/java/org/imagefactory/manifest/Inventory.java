package org.imagefactory.manifest;

import java.util.List;
import java.util.Map;

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

    /** Which packages need which others; without those that need none. */
    Map<InstalledPackage, List<InstalledPackage>> dependencies() {
        return new DependencyGraph(packages).all();
    }

    /** The package list. */
    public List<PackageLine> lines() {
        return packages.stream().map(InstalledPackage::line).toList();
    }
}

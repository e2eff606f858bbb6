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

    /**
     * As {@code dpkg --get-selections} prints the names, in its first column, or {@code rpm -qa}:
     * name, version, release and architecture, without an epoch.
     */
    public List<String> names() {
        return packages.stream().map(this::name).toList();
    }

    private String name(InstalledPackage one) {
        PackageLine line = one.line();
        if (format == PackageFormat.DEB) {
            return one.qualified() ? line.name() + ":" + line.architecture() : line.name();
        }
        String version = line.version().substring(line.version().indexOf(':') + 1);
        return line.name() + "-" + version + "." + line.architecture();
    }

    /** The package list. */
    public List<PackageLine> lines() {
        return packages.stream().map(InstalledPackage::line).toList();
    }
}

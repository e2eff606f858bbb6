package org.imagefactory.manifest;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Takes packages up to a limit: a guest must not be able to fill the builder's memory. */
final class PackageCollector {

    /** Three times what the largest desktop has; more small records do not fit into the heap. */
    static final int MOST_PACKAGES = 30_000;

    /** 300 characters are usual for a package. */
    private static final int MOST_CHARACTERS = 6 << 20;

    /** 300 are usual; what is behind goes without, because the list of packages is worth more. */
    private static final int MOST_RELATIONS = 8 << 20;

    private final TreeMap<PackageLine, InstalledPackage> packages =
            new TreeMap<>(Comparator.naturalOrder());
    private int characters;
    private int relations;

    /**
     * @throws PackageDatabaseException a field that every package has is missing or too long, or
     *     there are too many packages
     */
    void add(InstalledPackage installed) throws PackageDatabaseException {
        PackageLine line = installed.line();
        check("name", line.name(), line);
        check("version", line.version(), line);
        check("architecture", line.architecture(), line);
        relations = Math.min(MOST_RELATIONS, relations + installed.relations().characters());
        InstalledPackage kept = relations < MOST_RELATIONS ? installed : installed.alone();
        if (packages.put(line, kept) == null) {
            characters += installed.characters();
        }
        if (packages.size() > MOST_PACKAGES || characters > MOST_CHARACTERS) {
            throw new PackageDatabaseException(
                    "it has more than %d packages or %d characters"
                            .formatted(MOST_PACKAGES, MOST_CHARACTERS));
        }
    }

    /** Without duplicates, in the order of the package list. */
    List<InstalledPackage> sorted() {
        return List.copyOf(packages.values());
    }

    private static void check(String what, String field, PackageLine line)
            throws PackageDatabaseException {
        if (field.isEmpty()) {
            throw new PackageDatabaseException(
                    "package '%s' has no %s".formatted(start(line.name()), what));
        }
        if (field.length() > PackageLine.LONGEST_FIELD) {
            throw new PackageDatabaseException(
                    "package '%s' has a %s of %d characters"
                            .formatted(start(line.name()), what, field.length()));
        }
    }

    private static String start(String name) {
        return name.substring(0, Math.min(name.length(), 80));
    }
}

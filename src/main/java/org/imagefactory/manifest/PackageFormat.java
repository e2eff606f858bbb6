package org.imagefactory.manifest;

import java.util.Comparator;
import java.util.List;

/** The two families of package managers; each orders versions in its own way. */
public enum PackageFormat {
    /** Debian and its relatives. */
    DEB("deb"),
    /** Fedora, openSUSE and their relatives. */
    RPM("rpm");

    private static final String RPM_INDEPENDENT = "noarch";

    private final String purlType;

    PackageFormat(String purlType) {
        this.purlType = purlType;
    }

    /**
     * The format of a package list, which does not name it: every system of the rpm family has
     * packages for all architectures, which it calls <i>noarch</i> and Debian calls <i>all</i>.
     */
    public static PackageFormat of(List<PackageLine> lines) {
        return lines.stream().anyMatch(line -> line.architecture().equals(RPM_INDEPENDENT))
                ? RPM
                : DEB;
    }

    /** The type in a package URL. */
    String purlType() {
        return purlType;
    }

    /** From the older to the newer version. */
    public Comparator<String> versions() {
        return this == DEB ? DebianVersions::compare : RpmVersions::compare;
    }
}

package org.imagefactory.results;

import org.imagefactory.spec.CloudForm;

/**
 * The documents that a build may leave beside an image. The only table of their names: what lies
 * under one of them in the staging folder is published and uploaded with the image.
 */
public enum DocumentKind {
    /** The installed packages, one to a line. */
    PACKAGES("packages"),
    /** Their names as the system's package manager prints them, one to a line. */
    NAMES("names"),
    /** The source packages of the installed ones, one to a line. */
    SOURCES("sources"),
    /** What a command of whoever asked for the image said of each package. */
    PACKAGE_FACTS("package-facts"),
    /** A software bill of materials as CycloneDX. */
    CYCLONEDX("cdx.json"),
    /** A software bill of materials as SPDX. */
    SPDX("spdx.json"),
    /**
     * Known vulnerabilities. It changes with what becomes known, so that nothing vouches for it.
     */
    SCAN("scan.json"),
    /** How the image keeps to a security guide. */
    SCAP("scap.json"),
    /** The same for people, as oscap writes it. */
    SCAP_REPORT("scap.html"),
    /** What OpenStack is to know of the image. */
    OPENSTACK_PROPERTIES(CloudForm.OPENSTACK_PROPERTIES),
    /** By which zsync fetches the image. */
    ZSYNC("zsync"),
    /** What is different from the build before. */
    CHANGES("changes"),
    /** How the image came to be. */
    PROVENANCE("provenance.json");

    private final String suffix;

    DocumentKind(String suffix) {
        this.suffix = suffix;
    }

    /** Whether the document of a build may be another one later, though its image is not. */
    public static boolean changesLater(String fileName) {
        return fileName.endsWith("." + SCAN.suffix);
    }

    /** What follows the common start of a build's files and a dot in the name of the file. */
    public String suffix() {
        return suffix;
    }
}

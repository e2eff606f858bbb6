package org.imagefactory.spec;

/** What an image is scanned for. */
public enum ScanMethod {
    NONE,
    /** Packages with known vulnerabilities, by the distribution's own data. */
    CVE
}

package org.imagefactory.spec;

/** Which software bills of materials are written. */
public enum Sbom {
    /** CycloneDX JSON. */
    CYCLONEDX,
    /** SPDX JSON. */
    SPDX,
    /** One of each. */
    BOTH,
    /** None. */
    NONE
}

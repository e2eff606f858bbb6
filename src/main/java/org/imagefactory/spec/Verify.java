package org.imagefactory.spec;

/** What proves that netboot files are the genuine ones. */
public enum Verify {
    /** The strongest of the others that the configuration allows. */
    AUTO,
    /** An OpenPGP signature, or a pinned digest. */
    SIGNED,
    /** A checksum from the mirror, at least. */
    CHECKSUM,
    /** Nothing: the files are used as they come. */
    NONE
}

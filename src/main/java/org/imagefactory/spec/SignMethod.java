package org.imagefactory.spec;

/** How checksums and provenance are signed. */
public enum SignMethod {
    /** Not, unless a command of the user does it. */
    NONE,
    /** A detached OpenPGP signature. */
    GPG
}

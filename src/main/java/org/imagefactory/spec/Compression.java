package org.imagefactory.spec;

/** How the clusters of a qcow2 image are compressed; zstd needs QEMU 5.1 or newer to read. */
public enum Compression {
    NONE,
    ZLIB,
    ZSTD
}

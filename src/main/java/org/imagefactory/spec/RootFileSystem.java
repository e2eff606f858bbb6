package org.imagefactory.spec;

/** The file systems that an installed system can have its root on. */
public enum RootFileSystem {
    EXT4,
    XFS,
    BTRFS;

    /** Whether it takes libguestfs to work on it without mounting. */
    public boolean needsLibguestfs() {
        return this != EXT4;
    }
}

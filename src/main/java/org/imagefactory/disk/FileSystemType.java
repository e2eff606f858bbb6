package org.imagefactory.disk;

import java.util.Locale;

/** What a partition holds, as far as its signature tells. */
public enum FileSystemType {
    EXT2,
    EXT3,
    EXT4,
    XFS,
    BTRFS,
    VFAT,
    SWAP,
    LVM,
    LUKS,
    UNKNOWN;

    /** Whether e2fsprogs can open it. */
    public boolean isExt() {
        return this == EXT2 || this == EXT3 || this == EXT4;
    }

    /** Whether it takes libguestfs to look into it or to change it. */
    public boolean needsLibguestfs() {
        return this == XFS || this == BTRFS;
    }

    /** The name that mount and blkid use, for messages. */
    public String label() {
        return this == UNKNOWN ? "unknown file system" : name().toLowerCase(Locale.ROOT);
    }
}

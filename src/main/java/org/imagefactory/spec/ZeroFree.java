package org.imagefactory.spec;

/** How the free blocks of the installed file system are emptied. */
public enum ZeroFree {
    /** Discard them, then let zerofree look for what is left. */
    ZEROFREE,
    /** Punch them out of the disk file with e2fsck. */
    DISCARD,
    /** Leave them as they are. */
    NONE
}

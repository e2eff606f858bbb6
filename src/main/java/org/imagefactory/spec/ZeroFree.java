package org.imagefactory.spec;

/** Whether the free blocks of the installed file system are emptied. */
public enum ZeroFree {
    /** Every free block reads as zeros afterwards; the original's word for it. */
    ZEROFREE,
    /** The same by the name of how it is done: holes, or zeros where there can be none. */
    DISCARD,
    /** Leave them as they are. */
    NONE
}

package org.imagefactory.spec;

/** What starts a machine before its boot loader does. */
public enum Firmware {
    BIOS,
    UEFI
}

package org.imagefactory.spec;

/** What runs the installation machine. */
public enum VirtType {
    /** KVM where it can really be used, else emulation. */
    AUTO,
    KVM,
    /** Software emulation. */
    QEMU
}

package org.imagefactory.libvirt;

/** What can run a machine. */
enum Accelerator {
    KVM("kvm"),
    EMULATION("qemu");

    private final String virtType;

    Accelerator(String virtType) {
        this.virtType = virtType;
    }

    /** The name that libvirt has for it. */
    String virtType() {
        return virtType;
    }
}

package org.imagefactory.spec;

/** The processors that images are built for, by Debian's names. */
public enum Architecture {
    AMD64("x86_64", "ttyS0"),
    ARM64("aarch64", "ttyAMA0");

    private final String machine;
    private final String serialPort;

    Architecture(String machine, String serialPort) {
        this.machine = machine;
        this.serialPort = serialPort;
    }

    /** The name that the kernel, libvirt and distributions with RPM have for it. */
    public String machine() {
        return machine;
    }

    /** What Linux calls the first serial port of a virtual machine. */
    public String serialPort() {
        return serialPort;
    }
}

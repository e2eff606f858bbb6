package org.imagefactory.spec;

import java.util.Map;
import java.util.Optional;

/** The processors that images are built for, by Debian's names. */
public enum Architecture {
    AMD64("x86_64", "ttyS0", "BOOTX64.EFI"),
    ARM64("aarch64", "ttyAMA0", "BOOTAA64.EFI");

    private final String machine;
    private final String serialPort;
    private final String uefiLoader;

    Architecture(String machine, String serialPort, String uefiLoader) {
        this.machine = machine;
        this.serialPort = serialPort;
        this.uefiLoader = uefiLoader;
    }

    /** By Debian's name, which Java has for a PC, or the kernel's; empty for all others. */
    public static Optional<Architecture> named(String name) {
        for (Architecture known : values()) {
            if (known.machine.equals(name) || Choice.name(known).equals(name)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** The name that the kernel, libvirt and distributions with RPM have for it. */
    public String machine() {
        return machine;
    }

    /**
     * Variables that follow it, for whoever writes addresses, kernel arguments and answer files.
     */
    public Map<String, String> variables() {
        return Map.of("rpm_arch", machine, "serial_port", serialPort);
    }

    /** The file in {@code EFI/BOOT} that UEFI starts where nothing else is set up. */
    public String uefiLoader() {
        return uefiLoader;
    }

    /** What Linux calls the first serial port of a virtual machine. */
    public String serialPort() {
        return serialPort;
    }
}

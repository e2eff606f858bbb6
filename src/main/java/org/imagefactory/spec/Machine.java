package org.imagefactory.spec;

import java.util.Optional;

/**
 * The virtual machine that the installation runs in.
 *
 * @param cores number of virtual processors, at least 1
 * @param memory at least 1 MiB
 * @param mac hardware address; empty for a random one
 * @param vnc where to show the screen; empty for a machine without graphics
 * @param virtType what runs it
 * @param connect libvirt connection URI; empty for the user's default
 * @param osinfo identifier in the osinfo database; empty to let the tool choose
 * @param arch of its processors
 * @param firmware that starts it
 */
public record Machine(
        int cores,
        DataSize memory,
        Optional<MacAddress> mac,
        Optional<VncDisplay> vnc,
        VirtType virtType,
        Optional<String> connect,
        Optional<String> osinfo,
        Architecture arch,
        Firmware firmware) {

    /** A PC with a BIOS. */
    public Machine(
            int cores,
            DataSize memory,
            Optional<MacAddress> mac,
            Optional<VncDisplay> vnc,
            VirtType virtType,
            Optional<String> connect,
            Optional<String> osinfo) {
        this(cores, memory, mac, vnc, virtType, connect, osinfo, Architecture.AMD64, Firmware.BIOS);
    }

    /** The libvirt connection URI of a user, as the original tool chose it. */
    public static String defaultConnection(boolean root) {
        return root ? "qemu:///system" : "qemu:///session";
    }

    /** Whether it runs on this host: {@code qemu:///session}, but not {@code qemu+ssh://host/…}. */
    public boolean isLocal() {
        return connect.map(uri -> uri.startsWith("qemu") && uri.contains(":///")).orElse(true);
    }
}

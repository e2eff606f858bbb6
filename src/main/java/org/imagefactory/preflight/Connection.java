package org.imagefactory.preflight;

import org.imagefactory.spec.Machine;

/** What a libvirt connection URI says about where the machine runs. */
final class Connection {

    private Connection() {}

    /**
     * Whether QEMU runs on this host: {@code qemu:///session}, but not {@code qemu+ssh://host/…}.
     */
    static boolean isLocalQemu(Machine machine) {
        return machine.connect()
                .map(uri -> uri.startsWith("qemu") && uri.contains(":///"))
                .orElse(true);
    }
}

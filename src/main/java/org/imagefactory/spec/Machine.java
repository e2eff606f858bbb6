package org.imagefactory.spec;

import java.util.Optional;

/**
 * The virtual machine that the installation runs in.
 *
 * @param cores number of virtual processors, at least 1
 * @param memory at least 1 MiB
 * @param mac hardware address; empty for a random one
 * @param engine what is asked of whatever runs it
 * @param arch of its processors
 * @param firmware that starts it
 */
public record Machine(
        int cores,
        DataSize memory,
        Optional<MacAddress> mac,
        EngineSettings engine,
        Architecture arch,
        Firmware firmware) {

    /** A PC with a BIOS. */
    public Machine(int cores, DataSize memory, Optional<MacAddress> mac, EngineSettings engine) {
        this(cores, memory, mac, engine, Architecture.AMD64, Firmware.BIOS);
    }

    /** Whether it runs on this host. */
    public boolean isLocal() {
        return engine.isLocal();
    }
}

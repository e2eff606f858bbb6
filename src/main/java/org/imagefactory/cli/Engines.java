package org.imagefactory.cli;

import java.util.Optional;
import org.imagefactory.config.Host;
import org.imagefactory.libvirt.LibvirtEngine;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.machine.EngineFactory;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;

/** Chooses the engine: nothing else in the program knows which there are. */
final class Engines {

    private Engines() {}

    static EngineFactory of(Invocation invocation) {
        return runner ->
                new LibvirtEngine(
                        runner,
                        invocation.variables(),
                        invocation.temporaryFolder(),
                        invocation.arch(),
                        Host.defaultConnection(invocation.root()));
    }

    /** Its settings for one image. */
    static EngineSettings settings(
            Optional<VncDisplay> vnc, VirtType virtType, String connect, Optional<String> osinfo) {
        return new LibvirtSettings(vnc, virtType, Optional.of(connect), osinfo);
    }
}

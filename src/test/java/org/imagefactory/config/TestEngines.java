package org.imagefactory.config;

import java.util.Optional;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;

/** What the program's entry tells the configuration's reader of the engine. */
public final class TestEngines {

    private TestEngines() {}

    public static EngineSettings settings(
            Optional<VncDisplay> vnc, VirtType virtType, String connect, Optional<String> osinfo) {
        return new LibvirtSettings(vnc, virtType, Optional.of(connect), osinfo);
    }
}

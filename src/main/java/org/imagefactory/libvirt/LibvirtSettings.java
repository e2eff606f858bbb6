package org.imagefactory.libvirt;

import java.util.Optional;
import java.util.Set;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;

/**
 * What is asked of libvirt.
 *
 * @param vnc where to show the screen; empty for a machine without graphics
 * @param virtType what runs it
 * @param connect connection URI; empty for the user's default
 * @param osinfo identifier in the osinfo database; empty to let the tool choose
 */
public record LibvirtSettings(
        Optional<VncDisplay> vnc,
        VirtType virtType,
        Optional<String> connect,
        Optional<String> osinfo)
        implements EngineSettings {

    private static final LibvirtSettings DEFAULT =
            new LibvirtSettings(
                    Optional.empty(), VirtType.AUTO, Optional.empty(), Optional.empty());

    /**
     * Those of a machine.
     *
     * @throws IllegalArgumentException it is meant for another engine
     */
    static LibvirtSettings of(Machine machine) {
        if (machine.engine() instanceof LibvirtSettings settings) {
            return settings;
        }
        if (machine.engine() == EngineSettings.NONE) {
            return DEFAULT;
        }
        throw new IllegalArgumentException("a machine for another engine: " + machine.engine());
    }

    /** {@code qemu:///session}, but not {@code qemu+ssh://host/…}. */
    @Override
    public boolean isLocal() {
        return connect.map(uri -> uri.startsWith("qemu") && uri.contains(":///")).orElse(true);
    }

    @Override
    public VirtType acceleration() {
        return virtType;
    }

    @Override
    public Optional<String> system() {
        return osinfo;
    }

    @Override
    public Set<String> exclusive() {
        return vnc.map(display -> Set.of("the VNC port " + display.port())).orElse(Set.of());
    }
}

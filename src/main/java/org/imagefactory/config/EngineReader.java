package org.imagefactory.config;

import java.util.Optional;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;

/** Makes an engine's settings of what a configuration says: the program chooses the engine. */
@FunctionalInterface
public interface EngineReader {

    /**
     * @param vnc where to show the screen; empty for a machine without graphics
     * @param virtType what runs the machine
     * @param connect what the engine connects to
     * @param osinfo identifier in the osinfo database; empty to let the tool choose
     */
    EngineSettings settings(
            Optional<VncDisplay> vnc, VirtType virtType, String connect, Optional<String> osinfo);
}

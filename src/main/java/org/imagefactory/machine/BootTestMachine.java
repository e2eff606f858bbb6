package org.imagefactory.machine;

import java.nio.file.Path;
import java.time.Duration;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Machine;

/**
 * The machine that boots a finished image, as its users' machines would. It has no screen, and a
 * network card and an agent's channel whatever the image's own machine has.
 *
 * @param image only read: the engine makes a throw-away disk of it
 * @param format of the image; never guessed by a tool
 */
public record BootTestMachine(
        String name,
        String key,
        Machine machine,
        boolean plainProcessor,
        Path folder,
        Duration limit,
        Path image,
        DiskFormat format)
        implements MachineDefinition {}

package org.imagefactory.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.imagefactory.spec.Machine;

/**
 * The machine that boots an installed disk so that its system customises itself. It has no screen,
 * and a network card whatever the image's own machine has. The guest switches it off.
 *
 * @param disk raw; written to
 * @param payload raw; a second disk, only read, where it needs one
 * @param port the name of a port that the guest may speak on
 */
public record CustomisationMachine(
        String name,
        String key,
        Machine machine,
        boolean plainProcessor,
        Path folder,
        Duration limit,
        Path disk,
        Optional<Path> payload,
        String port)
        implements MachineDefinition {}

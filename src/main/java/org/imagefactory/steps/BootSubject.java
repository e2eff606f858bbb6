package org.imagefactory.steps;

import java.nio.file.Path;
import org.imagefactory.machine.BootTestMachine;
import org.imagefactory.spec.BootCheck;

/**
 * What a boot test boots and where it works.
 *
 * @param definition of the machine; its folder is empty
 * @param check what counts and how long it may take
 * @param agent whether the image has one
 * @param consoleLog gets what the image writes to its serial console
 */
record BootSubject(
        BootTestMachine definition, BootCheck check, AgentPresence agent, Path consoleLog) {}

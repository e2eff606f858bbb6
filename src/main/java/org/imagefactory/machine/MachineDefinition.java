package org.imagefactory.machine;

import java.nio.file.Path;
import java.time.Duration;
import org.imagefactory.spec.Machine;

/** What an engine makes a machine of. */
public sealed interface MachineDefinition
        permits InstallationMachine, BootTestMachine, CustomisationMachine {

    /** The same for all builds that cannot run at the same time, and for those only. */
    String name();

    /** Eight digits or so; like the name, but short. */
    String key();

    /** Processors, memory, and what is the engine's own. */
    Machine machine();

    /** Whether the plainest processor is enough for the guest. */
    boolean plainProcessor();

    /** Exists, and holds the disk that the machine writes to. */
    Path folder();

    /** After which nobody waits for the guest any more. */
    Duration limit();
}

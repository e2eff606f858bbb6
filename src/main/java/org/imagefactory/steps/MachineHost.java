package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.console.ConsoleLog;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.machine.Activity;

/** What a machine needs of its host while it runs: room for its console and its disk. */
final class MachineHost {

    private MachineHost() {}

    /**
     * @param place of the console's log, for the message
     * @throws HostException the console is not read any more, or cannot be logged
     */
    static void requireConsole(ConsoleLog console, String place) throws HostException {
        Optional<IOException> problem = console.problem();
        if (problem.isPresent()) {
            throw new HostException(
                    "cannot read or log the serial console: " + FileReason.withPath(problem.get()),
                    "is there space left " + place + "?",
                    problem.get());
        }
    }

    /**
     * @param folder of the disk, for the message
     * @throws HostException the machine was stopped because its disk could not be written
     */
    static void requireWritable(Activity activity, Path folder) throws HostException {
        Optional<Path> disk = activity.unwritable();
        if (disk.isPresent()) {
            throw new HostException(
                    "the machine was stopped because its disk could not be written: " + disk.get(),
                    "make space in " + folder);
        }
    }
}

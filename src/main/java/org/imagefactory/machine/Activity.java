package org.imagefactory.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a running machine has done so far.
 *
 * @param diskBytes read from and written to all its disks
 * @param written of that, what was written
 * @param packets received and sent, modulo any number above a minute's traffic; empty where nobody
 *     counts them
 * @param starved for how long the busiest of its processors had work and got no processor of the
 *     host; zero where nobody measures it
 * @param unwritable the disk that the host could not write, for which the machine was stopped
 */
public record Activity(
        long diskBytes,
        long written,
        OptionalLong packets,
        Duration starved,
        Optional<Path> unwritable) {}

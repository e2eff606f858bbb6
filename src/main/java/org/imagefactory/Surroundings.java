package org.imagefactory;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.imagefactory.error.ExitStatus;

/**
 * What the core is told of the world around it; it looks nothing up by itself.
 *
 * @param environment variables that tools and hooks may see
 * @param temporaryFolder for short-lived sockets
 * @param root whether the builder runs as root
 * @param clock for dates and times
 * @param builder name and version of this program, for the report
 * @param cancelStatus the status of a build that is interrupted, asked when it happens
 */
public record Surroundings(
        Map<String, String> environment,
        Path temporaryFolder,
        boolean root,
        Clock clock,
        String builder,
        Supplier<ExitStatus> cancelStatus) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }
}

package org.imagefactory;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.spec.Architecture;

/**
 * What the core is told of the world around it; it looks nothing up by itself.
 *
 * @param environment variables that tools and hooks may see
 * @param temporaryFolder for short-lived sockets
 * @param root whether the builder runs as root
 * @param processors of this host; empty if images cannot be built for them
 * @param clock for dates and times
 * @param builder name and version of this program, for the report
 */
public record Surroundings(
        Map<String, String> environment,
        Path temporaryFolder,
        boolean root,
        Optional<Architecture> processors,
        Clock clock,
        String builder) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** On a PC. */
    public Surroundings(
            Map<String, String> environment,
            Path temporaryFolder,
            boolean root,
            Clock clock,
            String builder) {
        this(environment, temporaryFolder, root, Optional.of(Architecture.AMD64), clock, builder);
    }
}

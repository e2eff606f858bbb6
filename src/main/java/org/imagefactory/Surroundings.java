package org.imagefactory;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.imagefactory.error.ExitStatus;
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
 * @param cancelStatus the status of a build that is interrupted, asked when it happens
 * @param cancelled whether everything is to end: true from the first moment on, while the threads
 *     of builds may be interrupted a little later
 */
public record Surroundings(
        Map<String, String> environment,
        Path temporaryFolder,
        boolean root,
        Optional<Architecture> processors,
        Clock clock,
        String builder,
        Supplier<ExitStatus> cancelStatus,
        BooleanSupplier cancelled) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** On a PC where nothing but an interrupt ends a build. */
    public Surroundings(
            Map<String, String> environment,
            Path temporaryFolder,
            boolean root,
            Clock clock,
            String builder,
            Supplier<ExitStatus> cancelStatus) {
        this(
                environment,
                temporaryFolder,
                root,
                Optional.of(Architecture.AMD64),
                clock,
                builder,
                cancelStatus,
                () -> false);
    }
}

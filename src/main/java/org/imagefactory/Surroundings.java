package org.imagefactory;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.machine.EngineFactory;

/**
 * What the core is told of the world around it; it looks nothing up by itself.
 *
 * @param environment variables that tools and hooks may see
 * @param temporaryFolder for short-lived sockets
 * @param engines runs the machines
 * @param forms makes what clouds take of images
 * @param clock for dates and times
 * @param builder name and version of this program, for the report
 */
public record Surroundings(
        Map<String, String> environment,
        Path temporaryFolder,
        EngineFactory engines,
        FormMaker forms,
        Clock clock,
        String builder) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Where nobody asks for forms for clouds. */
    public Surroundings(
            Map<String, String> environment,
            Path temporaryFolder,
            EngineFactory engines,
            Clock clock,
            String builder) {
        this(environment, temporaryFolder, engines, FormMaker.NONE, clock, builder);
    }
}

package org.imagefactory.cli;

import java.util.function.Supplier;
import org.imagefactory.ImageFactory;
import org.imagefactory.Surroundings;
import org.imagefactory.error.ExitStatus;

/** Hands the core what it needs to know of this process. */
final class Wiring {

    private Wiring() {}

    static ImageFactory factory(
            Invocation invocation, String version, Supplier<ExitStatus> cancelStatus) {
        return new ImageFactory(
                new Surroundings(
                        invocation.variables(),
                        invocation.temporaryFolder(),
                        invocation.root(),
                        invocation.clock().get(),
                        CommandTree.PROGRAM + " " + version,
                        cancelStatus));
    }
}

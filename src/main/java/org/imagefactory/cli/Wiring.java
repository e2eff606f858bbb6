package org.imagefactory.cli;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.imagefactory.ImageFactory;
import org.imagefactory.Surroundings;
import org.imagefactory.error.ExitStatus;

/** Hands the core what it needs to know of this process. */
final class Wiring {

    private Wiring() {}

    static ImageFactory factory(
            Invocation invocation, String version, Supplier<ExitStatus> cancelStatus) {
        return factory(invocation, version, cancelStatus, () -> false);
    }

    /** For builds, which signals end. */
    static ImageFactory factory(Invocation invocation, String version, Signals signals) {
        return factory(invocation, version, signals::status, () -> signals.received().isPresent());
    }

    private static ImageFactory factory(
            Invocation invocation,
            String version,
            Supplier<ExitStatus> cancelStatus,
            BooleanSupplier cancelled) {
        return new ImageFactory(
                new Surroundings(
                        invocation.variables(),
                        invocation.temporaryFolder(),
                        invocation.root(),
                        invocation.arch(),
                        invocation.clock().get(),
                        CommandTree.PROGRAM + " " + version,
                        cancelStatus,
                        cancelled));
    }
}

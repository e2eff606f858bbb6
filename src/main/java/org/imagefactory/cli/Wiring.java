package org.imagefactory.cli;

import org.imagefactory.ImageFactory;
import org.imagefactory.Surroundings;
import org.imagefactory.clouds.Clouds;
import org.imagefactory.engines.EngineChoice;

/** Hands the core what it needs to know of this process. */
final class Wiring {

    private Wiring() {}

    static ImageFactory factory(Invocation invocation, String version) {
        return new ImageFactory(
                new Surroundings(
                        invocation.variables(),
                        invocation.temporaryFolder(),
                        EngineChoice.factory(
                                invocation.variables(),
                                invocation.temporaryFolder(),
                                invocation.arch(),
                                invocation.root(),
                                invocation.workingDirectory()),
                        Clouds.forms(invocation.variables()),
                        invocation.clock().get(),
                        CommandTree.PROGRAM + " " + version));
    }
}

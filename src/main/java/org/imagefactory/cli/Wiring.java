package org.imagefactory.cli;

import java.util.function.Supplier;
import org.imagefactory.ImageFactory;
import org.imagefactory.error.ExitStatus;

final class Wiring {
    private Wiring() {}

    static ImageFactory factory(Invocation i, String v, Supplier<ExitStatus> s) {
        return new ImageFactory();
    }
}

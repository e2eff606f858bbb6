package org.imagefactory.cli;

import java.util.List;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.ExitStatus;

final class CheckCommand {
    CheckCommand(SpecReader r, List<String> images, Invocation i, String v) {}

    ExitStatus run(Request r) {
        return ExitStatus.DONE;
    }
}

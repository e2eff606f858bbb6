package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.manifest.PackageListFile;

/** Whether an image has the QEMU guest agent, by the list of its packages. */
enum AgentPresence {
    INSTALLED,
    MISSING,
    /** There is no list. */
    UNKNOWN;

    /** What the package is called in all distributions. */
    static final String PACKAGE = "qemu-guest-agent";

    /**
     * @param packages list of an image's packages, which need not be there
     */
    static AgentPresence in(Path packages) {
        if (!Files.exists(packages)) {
            return UNKNOWN;
        }
        try {
            return PackageListFile.read(packages).stream()
                            .anyMatch(line -> line.name().equals(PACKAGE))
                    ? INSTALLED
                    : MISSING;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}

package org.imagefactory.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How images are scanned for known vulnerabilities, and what comes of it. Nothing of it makes a
 * difference to the image itself.
 *
 * @param method whether at all
 * @param gate which findings fail a build
 * @param exceptions a file with findings that somebody has accepted, absolute
 * @param advisories where the distribution's data is; empty for its usual place
 * @param maximumAge of that data
 * @param rebuild which findings in the newest image call for another
 */
public record ScanPolicy(
        ScanMethod method,
        ScanGate gate,
        Optional<Path> exceptions,
        Optional<SourceUri> advisories,
        Duration maximumAge,
        ScanGate rebuild) {

    /** No scan. */
    public static final ScanPolicy NONE =
            new ScanPolicy(
                    ScanMethod.NONE,
                    ScanGate.NEVER,
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofDays(7),
                    ScanGate.NEVER);

    public boolean scans() {
        return method != ScanMethod.NONE;
    }
}

package org.imagefactory.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How images are scanned, for known vulnerabilities above all, and what comes of it. Nothing of it
 * makes a difference to the image itself.
 *
 * @param scans for known vulnerabilities
 * @param gate which findings fail a build
 * @param exceptions a file with findings that somebody has accepted, absolute
 * @param advisories where the distribution's data is; empty for its usual place
 * @param maximumAge of that data
 * @param rebuild which findings in the newest image call for another
 * @param scap by which rules of a security guide an image is judged
 */
public record ScanPolicy(
        boolean scans,
        ScanGate gate,
        Optional<Path> exceptions,
        Optional<SourceUri> advisories,
        Duration maximumAge,
        ScanGate rebuild,
        Optional<ScapPolicy> scap) {

    /** No scan. */
    public static final ScanPolicy NONE =
            new ScanPolicy(
                    false,
                    ScanGate.NEVER,
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofDays(7),
                    ScanGate.NEVER,
                    Optional.empty());
}

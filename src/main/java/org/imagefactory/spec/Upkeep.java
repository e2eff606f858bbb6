package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a factory that nobody watches does around the builds of an image. Nothing of it makes a
 * difference to the image itself.
 *
 * @param tags by which images are chosen
 * @param retention of earlier builds
 * @param latestLink keep a link to the newest good image
 * @param notifyCommand runs when the builds of the image begin to fail, or to succeed again
 * @param metricsFile gets figures for Prometheus, absolute
 * @param htmlReport gets a page for people, absolute
 * @param catalog offers the images of this factory to machines: a folder, absolute
 * @param zsync let zsync fetch the image
 * @param scan for known vulnerabilities
 * @param renewal when the image is built anew
 */
public record Upkeep(
        Set<String> tags,
        Retention retention,
        boolean latestLink,
        Optional<HookCommand> notifyCommand,
        Optional<Path> metricsFile,
        Optional<Path> htmlReport,
        Optional<Path> catalog,
        boolean zsync,
        ScanPolicy scan,
        Renewal renewal) {

    /** Nothing at all. */
    public static final Upkeep NONE =
            new Upkeep(
                    Set.of(),
                    Retention.EVERYTHING,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    ScanPolicy.NONE,
                    Renewal.NONE);

    public Upkeep {
        tags = Set.copyOf(tags);
    }
}

package org.imagefactory.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When an image is built anew although nobody changed its configuration.
 *
 * @param watched files that tell by their content that the packages of a mirror have changed; of
 *     this host with absolute paths
 * @param age an image that is as old as this is built anew whatever has changed
 */
public record Renewal(List<SourceUri> watched, Optional<Duration> age) {

    /** Nothing is watched, and no image is too old. */
    public static final Renewal NONE = new Renewal(List.of(), Optional.empty());

    public Renewal {
        watched = List.copyOf(watched);
    }
}

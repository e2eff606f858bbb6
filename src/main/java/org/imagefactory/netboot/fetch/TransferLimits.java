package org.imagefactory.netboot.fetch;

import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param connect to make a connection
 * @param silence between two pieces of an answer; a server that says nothing for longer has stalled
 * @param redirects followed for one file
 * @param pace how slow a transfer may be
 */
public record TransferLimits(Duration connect, Duration silence, int redirects, Pace pace) {

    /** A minute of silence; ten redirects, as most browsers and half of what curl allows. */
    public static final TransferLimits DEFAULT =
            new TransferLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), 10, Pace.DEFAULT);
}

package org.imagefactory.netboot;

import java.time.Duration;

/**
 * All limits of the netboot cache.
 *
 * @param http how long a server may take
 * @param retry how often a transfer is tried
 * @param lockWait how long another process may use the cache of the same image
 */
public record NetbootLimits(HttpLimits http, RetryPolicy retry, Duration lockWait) {

    public static final NetbootLimits DEFAULT =
            new NetbootLimits(HttpLimits.DEFAULT, RetryPolicy.DEFAULT, Duration.ofHours(1));
}

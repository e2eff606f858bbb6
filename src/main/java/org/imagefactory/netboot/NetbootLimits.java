package org.imagefactory.netboot;

import java.time.Duration;
import org.imagefactory.netboot.fetch.RetryPolicy;
import org.imagefactory.netboot.fetch.TransferLimits;

/**
 * All limits of the netboot cache.
 *
 * @param transfer how long a server may take
 * @param retry how often a transfer is tried
 * @param lockWait how long another process may use the cache of the same image
 */
public record NetbootLimits(TransferLimits transfer, RetryPolicy retry, Duration lockWait) {

    public static final NetbootLimits DEFAULT =
            new NetbootLimits(TransferLimits.DEFAULT, RetryPolicy.DEFAULT, Duration.ofHours(1));
}

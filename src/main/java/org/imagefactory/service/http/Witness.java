package org.imagefactory.service.http;

import java.time.Duration;

/** Hears of each request that was answered. */
@FunctionalInterface
public interface Witness {

    /** From the first byte of the head to when the answer was ready. */
    void answered(ServiceRequest request, int status, Duration took);
}

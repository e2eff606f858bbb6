package org.imagefactory.netboot.fetch;

import org.imagefactory.error.HostException;

/** Fetches files by one protocol. */
public interface Fetcher {

    /** How a try ended. */
    enum Outcome {
        /** The known file is the current version; nothing was transferred. */
        UNCHANGED,
        /** The part file holds all bytes of the current version. */
        FETCHED
    }

    /** How long anything may take. */
    TransferLimits limits();

    /**
     * Tries once.
     *
     * @throws FetchException the transfer failed; what came in so far is kept in the part file
     * @throws HostException the bytes cannot be stored, or a program is missing
     * @throws InterruptedException the calling thread was interrupted; the transfer has ended
     */
    Outcome fetch(FetchJob job) throws FetchException, HostException, InterruptedException;
}

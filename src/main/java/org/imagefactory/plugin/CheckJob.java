package org.imagefactory.plugin;

/** A provider and credentials that are tried; nothing is made there. */
public interface CheckJob {

    /** How a trial ended. */
    enum Result {
        /** A push would not fail for this. */
        OK,
        /** Nobody can tell. */
        UNKNOWN,
        /** A push would fail. */
        FAILED
    }

    /** The definition of the provider, as the user gave it. */
    String provider();

    /** Secret: never in a message; may be empty, for those in the cloud's usual place. */
    String credentials();

    /**
     * Tells how one trial ended, at once.
     *
     * @param what was tried, in one word: {@code login}, {@code rights}, {@code region}, {@code
     *     quota} …
     * @param message a clause that says what was seen; of any origin, without a secret
     */
    void tell(String what, Result result, String message);
}

package org.imagefactory.machine;

import java.util.List;
import org.imagefactory.error.HostException;

/** Finds what killed builds left where an engine runs machines, whatever image they were of. */
public interface Orphans {

    /** Whose something is. */
    enum Owner {
        /** A program of this host that is no more. */
        GONE,
        /** A program that runs on this host. */
        RUNNING,
        /** Some other host's, or some other user's. */
        ELSEWHERE
    }

    /**
     * Something that was made for a build.
     *
     * @param kind what it is, for people
     * @param name for people; whoever uses the cloud could have chosen it
     * @param id by which the engine knows it
     */
    record Found(String kind, String name, String id, Owner owner) {}

    /** All that there is, whosever it is; in the order in which it is to be removed. */
    List<Found> find() throws HostException, InterruptedException;

    /**
     * Removes one of them; done if it is gone.
     *
     * @throws HostException it may still be there
     */
    void remove(Found found) throws HostException, InterruptedException;
}

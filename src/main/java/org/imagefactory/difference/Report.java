package org.imagefactory.difference;

/** Takes what differs, one thing after the other: there may be millions. */
@FunctionalInterface
public interface Report {

    /**
     * First come all things that should be the same, then all that each installation makes anew;
     * each time in the order of {@link Difference.Part}.
     */
    void tell(Difference difference);
}

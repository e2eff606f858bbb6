package org.imagefactory.fuzz;

/** A reader of bytes that nobody vouches for. */
@FunctionalInterface
public interface Target {

    /**
     * Reads; throws nothing but what its callers expect, and those expectations are met here.
     *
     * @throws Exception a finding
     */
    void read(byte[] bytes) throws Exception;
}

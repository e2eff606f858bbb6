package org.imagefactory.build;

import org.imagefactory.spec.DataSize;

/**
 * What all builds that run at the same time may take of this host together.
 *
 * @param memory for virtual machines
 * @param cores processors, at least 1
 */
public record Budget(DataSize memory, int cores) {

    /** For hosts whose free memory cannot be told. */
    public static final DataSize UNKNOWN_MEMORY = new DataSize(Long.MAX_VALUE);
}

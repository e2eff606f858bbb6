package org.imagefactory.disk;

/**
 * Blocks of a file system that follow each other.
 *
 * @param first block number
 * @param last block number, itself within the range
 */
public record BlockRange(long first, long last) {

    public BlockRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("not a range: %d-%d".formatted(first, last));
        }
    }
}

package org.imagefactory.retention;

import java.util.List;

/**
 * What became of the earlier builds of an image.
 *
 * @param items the newest build first, then what was left over
 * @param busy whether a build of the image is running; then nothing goes, and nothing is listed
 */
public record PruneReport(List<PrunedItem> items, boolean busy) {

    /** A build is running; it prunes when it has succeeded. */
    public static final PruneReport BUSY = new PruneReport(List.of(), true);

    public PruneReport {
        items = List.copyOf(items);
    }

    /** Length of all files that go. */
    public long sizeBytes() {
        return items.stream().filter(PrunedItem::goes).mapToLong(PrunedItem::sizeBytes).sum();
    }
}

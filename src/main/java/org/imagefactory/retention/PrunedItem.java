package org.imagefactory.retention;

import java.util.List;

/**
 * What became of the files of a build, or of something that was left over.
 *
 * @param name common start of the files' names, or the name of a folder
 * @param kept why it stays; empty if it goes
 * @param why why it goes; empty if it stays
 * @param files how many it has
 * @param sizeBytes length of all of them
 * @param others names of files beside them that no build makes; they stay in any case
 */
public record PrunedItem(
        String name,
        List<String> kept,
        String why,
        int files,
        long sizeBytes,
        List<String> others) {

    public PrunedItem {
        kept = List.copyOf(kept);
        others = List.copyOf(others);
    }

    /** Whether it was removed, or would be. */
    public boolean goes() {
        return kept.isEmpty();
    }
}

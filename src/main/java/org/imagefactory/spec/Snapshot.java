package org.imagefactory.spec;

import java.util.List;

/**
 * What all packages of an image have to come from.
 *
 * @param moment that the archives are frozen at
 * @param releases the archives' signed lists of that moment: {@code InRelease} files
 */
public record Snapshot(Moment moment, List<SourceUri> releases) {

    public Snapshot {
        releases = List.copyOf(releases);
    }
}

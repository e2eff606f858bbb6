package org.imagefactory.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.Setting;

/**
 * Every value that holds for an image: those of the table of keys, under the manual's spelling, and
 * users' own variables.
 *
 * @param settings by key; a value that cannot be interpolated stands as it was written
 * @param errors of the values that cannot be interpolated, by key
 */
public record Effective(SortedMap<String, Setting> settings, SortedMap<String, Problem> errors) {

    public Effective {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        errors = Collections.unmodifiableSortedMap(new TreeMap<>(errors));
    }
}

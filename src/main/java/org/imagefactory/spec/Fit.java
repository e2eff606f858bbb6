package org.imagefactory.spec;

import java.util.List;
import java.util.Map;

/**
 * What is changed in the files of a finished system, without starting it.
 *
 * @param removed patterns of files that go; what is not there is no error
 * @param withoutLines by patterns of files, how the lines begin that go from them
 * @param written texts of files, by path; one whose folder is not there is left out
 */
public record Fit(
        List<String> removed, Map<String, String> withoutLines, Map<String, String> written) {

    public Fit {
        removed = List.copyOf(removed);
        withoutLines = Map.copyOf(withoutLines);
        written = Map.copyOf(written);
    }
}

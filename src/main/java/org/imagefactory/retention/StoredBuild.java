package org.imagefactory.retention;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.imagefactory.results.ResultKind;

/**
 * All files of one image and day.
 *
 * @param build what they are of
 * @param baseName the common start of their names
 * @param files in the order in which they are removed
 * @param others names of files with that start that no build makes
 */
record StoredBuild(DatedBuild build, String baseName, List<StoredFile> files, List<String> others) {

    /**
     * A regular file that a build made.
     *
     * @param path absolute
     * @param sizeBytes its length
     */
    record StoredFile(Path path, ResultKind kind, long sizeBytes) {}

    StoredBuild {
        files = List.copyOf(files);
        others = List.copyOf(others);
    }

    LocalDate date() {
        return build.date();
    }

    long sizeBytes() {
        return files.stream().mapToLong(StoredFile::sizeBytes).sum();
    }
}

package org.imagefactory.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.imagefactory.files.WholeFile;

/** Writes files for other programs and people: complete, and readable by everybody. */
public final class PublicFile {

    /** Builds do not end more often than that while a file is written. */
    private static final int MOST_ATTEMPTS = 10;

    private PublicFile() {}

    /**
     * Replaces a file about all images that were ever built. If a build ends meanwhile, in whatever
     * process, the file is written anew: so of several processes the last to write knows all.
     *
     * @param text of the file
     * @return what it was made of
     * @throws IOException the folder cannot be written to; the file is what it was
     */
    public static Overview keepUpToDate(
            Path file, Recollection memory, Function<Overview, String> text) throws IOException {
        Overview now = Overview.ofAll(memory, List.of());
        for (int attempt = 1; ; attempt++) {
            write(file, text.apply(now));
            Overview after = Overview.ofAll(memory, List.of());
            if (after.equals(now) || attempt == MOST_ATTEMPTS) {
                return now;
            }
            now = after;
        }
    }

    /**
     * Replaces a file in one step: a reader sees the old text or the new one.
     *
     * @throws IOException the folder cannot be written to; the file is what it was
     */
    public static void write(Path file, String text) throws IOException {
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8), WholeFile.PUBLIC);
    }
}

package org.imagefactory.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imagefactory.files.WholeFile;

/**
 * How far a build is that runs now, for whoever looks at it from outside. It stands in a small file
 * in the staging folder, which says nothing unless a build owns that folder.
 *
 * @param started when the build began
 * @param step number of the step that runs, from 1; 0 before the first
 * @param steps how many there are
 * @param stepStarted when that step began
 * @param description of that step: what it does
 */
public record RunningBuild(
        Instant started, int step, int steps, Instant stepStarted, String description) {

    private static final int LARGEST = 4096;
    private static final int LINES = 5;

    /** Before the first step. */
    public static RunningBuild preparing(Instant started) {
        return new RunningBuild(started, 0, 0, started, "look at the host");
    }

    /** Replaces the file in one step; everybody may read it. */
    public void write(Path file) throws IOException {
        String text =
                String.join(
                        "\n",
                        started.toString(),
                        Integer.toString(step),
                        Integer.toString(steps),
                        stepStarted.toString(),
                        description.replaceAll("\\s+", " "),
                        "");
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8), WholeFile.PUBLIC);
    }

    /** Empty if there is no such file, or another one. */
    public static Optional<RunningBuild> read(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return parse(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
            }
        } catch (IOException | DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<RunningBuild> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != LINES) {
            return Optional.empty();
        }
        return Optional.of(
                new RunningBuild(
                        Instant.parse(lines.get(0)),
                        Integer.parseInt(lines.get(1)),
                        Integer.parseInt(lines.get(2)),
                        Instant.parse(lines.get(3)),
                        lines.get(4)));
    }
}

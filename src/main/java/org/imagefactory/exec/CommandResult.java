package org.imagefactory.exec;

import java.time.Duration;
import java.util.List;

/**
 * What a finished command left.
 *
 * @param exitStatus one of the command's success statuses
 * @param output standard output, line by line, at most {@link ProcessRunner#KEPT_LINES} lines
 * @param duration wall time
 */
public record CommandResult(int exitStatus, List<String> output, Duration duration) {

    public CommandResult {
        output = List.copyOf(output);
    }

    /** Standard output as one text, lines ended by a newline. */
    public String text() {
        return output.isEmpty() ? "" : String.join("\n", output) + "\n";
    }
}

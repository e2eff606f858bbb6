package org.imagefactory.exec;

import java.util.List;

/** The command ended with a status that does not count as success. */
public final class CommandFailedException extends CommandException {

    private static final long serialVersionUID = 1L;

    private final int exitStatus;
    private final transient List<String> lastLines;

    /**
     * @param command what ran
     * @param exitStatus its status; 128 + N when signal N ended it
     * @param lastLines the end of both output streams as it came in, at most some twenty lines
     */
    public CommandFailedException(Command command, int exitStatus, List<String> lastLines) {
        super(
                "'%s' failed with exit status %d%s"
                        .formatted(
                                command,
                                exitStatus,
                                lastLines.isEmpty() ? "" : ": " + String.join("\n", lastLines)));
        this.exitStatus = exitStatus;
        this.lastLines = List.copyOf(lastLines);
    }

    /** The command's own exit status. */
    public int exitStatus() {
        return exitStatus;
    }

    /** The end of what it printed. */
    public List<String> lastLines() {
        return lastLines;
    }
}

package org.imagefactory.exec;

import java.util.List;

/** The command ran into its time limit; its process tree was killed. */
public final class CommandTimeoutException extends CommandException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> lastLines;

    /**
     * @param command what ran, with the limit it ran into
     */
    public CommandTimeoutException(Command command) {
        this(command, List.of());
    }

    /**
     * @param command what ran, with the limit it ran into
     * @param lastLines the end of what it printed until then
     */
    public CommandTimeoutException(Command command, List<String> lastLines) {
        super(
                "'%s' was killed after %d s%s"
                        .formatted(
                                command,
                                command.timeLimit().toSeconds(),
                                CommandFailedException.appended(lastLines)));
        this.lastLines = List.copyOf(lastLines);
    }

    /** The end of what it printed. */
    public List<String> lastLines() {
        return lastLines;
    }
}

package org.imagefactory.exec;

import java.util.List;

/** The command ended with a status that does not count as success. */
public final class CommandFailedException extends CommandException {

    private static final long serialVersionUID = 1L;

    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 64;

    private final int exitStatus;
    private final transient List<String> lastLines;

    /**
     * @param command what ran
     * @param exitStatus its status; 128 + N when signal N ended it
     * @param lastLines the end of both output streams, at most some twenty lines, made printable
     *     and with secrets masked
     */
    public CommandFailedException(Command command, int exitStatus, List<String> lastLines) {
        super(
                "'%s' failed with %s%s"
                        .formatted(command, describe(exitStatus), appended(lastLines)));
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

    /** {@code exit status 3}, {@code exit status 137 (signal 9)}. */
    public static String describe(int exitStatus) {
        int signal = exitStatus - SIGNAL_BASE;
        boolean signalled = signal > 0 && signal <= LAST_SIGNAL;
        return "exit status " + exitStatus + (signalled ? " (signal " + signal + ")" : "");
    }

    static String appended(List<String> lines) {
        return lines.isEmpty() ? "" : ": " + String.join("\n", lines);
    }
}

package org.imagefactory.exec;

/** The command ran into its time limit; its process tree was killed. */
public final class CommandTimeoutException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * @param command what ran, with the limit it ran into
     */
    public CommandTimeoutException(Command command) {
        super("'%s' was killed after %d s".formatted(command, command.timeLimit().toSeconds()));
    }
}

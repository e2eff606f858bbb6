package org.imagefactory.exec;

/**
 * The program is there but could not be started: not executable, not a program, no such working
 * directory, an argument that no program can get.
 */
public final class CommandStartException extends CommandException {

    private static final long serialVersionUID = 1L;

    /**
     * @param command what was to run
     * @param reason why it did not
     */
    public CommandStartException(Command command, String reason) {
        super("could not start '%s': %s".formatted(command, reason));
    }

    /**
     * @param command what was to run
     * @param cause why it did not
     */
    public CommandStartException(Command command, Throwable cause) {
        super("could not start '%s': %s".formatted(command, cause.getMessage()), cause);
    }
}

package org.imagefactory.exec;

/** The one door to other programs. */
public interface ProcessRunner {

    /** What this program may take, in bytes: what is kept of a command's output is a part of it. */
    long MEMORY = Runtime.getRuntime().maxMemory();

    /** How many lines of standard output are kept; a command that prints more keeps the last. */
    int KEPT_LINES = 100_000;

    /**
     * Runs a command to its end. Both output streams are passed to the listener line by line while
     * it runs; standard input is closed. A listener that throws ends the command, and so does an
     * {@link Error} of a thread that reads: the process tree is killed, and this method throws the
     * same.
     *
     * @return the result, if the exit status is one of the command's success statuses
     * @throws CommandFailedException another exit status; carries the last lines of the output
     * @throws MissingProgramException there is no such program; names the Debian package to install
     * @throws CommandTimeoutException the time limit was reached; the process tree is dead
     * @throws InterruptedException the calling thread was interrupted; the process tree is dead
     */
    CommandResult run(Command command, OutputListener listener)
            throws CommandException, InterruptedException;

    /** {@link #run(Command, OutputListener)} with every line going to the log only. */
    default CommandResult run(Command command) throws CommandException, InterruptedException {
        return run(command, OutputListener.NONE);
    }
}

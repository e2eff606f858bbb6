package org.imagefactory.tools;

import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

/** zerofree: writes zeros over free blocks of an ext file system that hold anything else. */
public final class Zerofree {

    private final ProcessRunner runner;

    public Zerofree(ProcessRunner runner) {
        this.runner = runner;
    }

    /** Reads every free block, writes where it has to. */
    public static Command clear(ExtFileSystem target) {
        return Command.of(Program.ZEROFREE, target.argument()).in(target.folder());
    }

    /** Runs {@link #clear}. */
    public void run(Command command) throws CommandException, InterruptedException {
        runner.run(command);
    }
}

package org.imagefactory.tools;

import java.nio.file.Path;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.ProcessRunner;

/** fallocate of util-linux, used to learn whether a folder's file system can punch holes. */
public final class Fallocate {

    private final ProcessRunner runner;

    public Fallocate(ProcessRunner runner) {
        this.runner = runner;
    }

    /** Makes a hole of one page at the start of a file; its length stays. */
    public static Command punch(Path folder, String name) {
        return Command.of("fallocate", "--punch-hole", "--offset", "0", "--length", "4096", name)
                .in(folder);
    }

    /** Whether that works there; e2fsck does not tell, it silently stops to discard. */
    public boolean canPunch(Command command) throws CommandException, InterruptedException {
        try {
            runner.run(command);
            return true;
        } catch (CommandFailedException e) {
            return false;
        }
    }
}

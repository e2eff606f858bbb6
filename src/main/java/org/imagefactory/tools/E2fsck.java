package org.imagefactory.tools;

import java.util.Set;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

/**
 * e2fsck. Its exit status is a sum, by e2fsck(8): 1 errors were corrected, 2 the same on a mounted
 * file system, 4 errors are left, 8 operational error, 16 usage, 32 cancelled, 128 library error.
 */
public final class E2fsck {

    /** Statuses that leave a file system without errors. */
    private static final Set<Integer> CLEAN_OR_CORRECTED = Set.of(0, 1, 2, 3);

    private static final int ERRORS_LEFT = 4;
    private static final int OPERATIONAL = 8;
    private static final int NOT_CHECKED = 16 | 32 | 128;

    private final ProcessRunner runner;

    public E2fsck(ProcessRunner runner) {
        this.runner = runner;
    }

    /** Looks at everything, changes nothing. */
    public static Command check(ExtFileSystem target) {
        return Command.of(Program.E2FSCK, "-fn", target.argument()).in(target.folder());
    }

    /**
     * Replays the journal and repairs what can be repaired without a decision. Only for a file that
     * is a file system from its first byte: with an offset, e2fsck 1.47 replays the journal, then
     * looks for the superblock at the start of the file and gives up.
     */
    public static Command recover(ExtFileSystem target) {
        if (target.offset() != 0) {
            throw new IllegalArgumentException("cannot replay a journal at an offset: " + target);
        }
        return Command.of(Program.E2FSCK, "-fp", target.argument())
                .in(target.folder())
                .succeedingWith(CLEAN_OR_CORRECTED);
    }

    /** Checks and repairs. */
    public static Command repair(ExtFileSystem target) {
        return Command.of(Program.E2FSCK, "-fy", target.argument())
                .in(target.folder())
                .succeedingWith(CLEAN_OR_CORRECTED);
    }

    /** Checks, repairs, and punches every free block out of the file. */
    public static Command discard(ExtFileSystem target) {
        return Command.of(Program.E2FSCK, "-fy", "-E", "discard", target.argument())
                .in(target.folder())
                .succeedingWith(CLEAN_OR_CORRECTED);
    }

    /**
     * Whether a failure's status is about the file system, and not about the host or the call.
     * Status 8 is: a file that was opened but has no usable superblock ends with it.
     */
    public static boolean isDamage(int exitStatus) {
        return (exitStatus & (ERRORS_LEFT | OPERATIONAL)) != 0 && (exitStatus & NOT_CHECKED) == 0;
    }

    /**
     * @param command one of this class's commands
     */
    public void run(Command command) throws CommandException, InterruptedException {
        runner.run(command);
    }
}

package org.imagefactory.steps;

import org.imagefactory.exec.Command;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.Guestfish;

/** Command lines for a dry run: complete, so that they can be pasted into a shell. */
final class Preview {

    private static final long PLACEHOLDER = 1;

    private Preview() {}

    /** The command with the folder that it runs in. */
    static String of(Command command) {
        return command.withFolder();
    }

    /** The same for a command made for {@link #target}. */
    static String ofTarget(Command command) {
        return of(command).replace("?offset=" + PLACEHOLDER + "'", "?offset=OFFSET'");
    }

    /** Stands for a file system in the disk, whose place is only known after the installation. */
    static ExtFileSystem target(Workspace workspace) {
        return new ExtFileSystem(workspace.rawDisk(), PLACEHOLDER);
    }

    /** The call for the work on a file system that only libguestfs can open. */
    static String ofAppliance(Workspace workspace) {
        return of(Guestfish.command(workspace.staging(), false));
    }
}

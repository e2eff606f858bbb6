package org.imagefactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.ShellQuote;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Pipeline;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Facts;
import org.imagefactory.tools.DiskFailures;

/** Fits a copy of one finished image to another purpose. */
final class Refitting {

    private final Parts parts;
    private final Workspace workspace;
    private final List<Step> steps;
    private final BuildListener listener;

    Refitting(Parts parts, Workspace workspace, List<Step> steps, BuildListener listener) {
        this.parts = parts;
        this.workspace = workspace;
        this.steps = steps;
        this.listener = listener;
    }

    /** A listener that hears no secret of a specification. */
    static BuildListener masked(Set<String> secrets, BuildListener listener) {
        return event -> listener.on(event.told(text -> ShellQuote.mask(text, secrets)));
    }

    /** The disk, under a name that nothing removes. */
    Path run() throws BuildException, InterruptedException {
        CleanupStack cleanup = new CleanupStack();
        boolean succeeded = false;
        try {
            parts.stagingFolders().acquire(workspace, cleanup);
            new Pipeline(steps, List.of(), (step, results) -> {})
                    .run(new StepContext(workspace, cleanup, listener, new Facts()));
            Path disk = workspace.outputFolder().resolve(workspace.rawDisk().getFileName());
            Files.move(workspace.rawDisk(), disk, StandardCopyOption.ATOMIC_MOVE);
            succeeded = true;
            return disk;
        } catch (IOException e) {
            throw DiskFailures.io("publishing the image", workspace.outputFolder(), e);
        } finally {
            cleanup.unwind(succeeded, listener::warning);
        }
    }
}

package org.imagefactory.steps;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.tools.DiskFailures;

/**
 * Makes the file by which zsync fetches of an image only what an earlier one does not have. It
 * names the image as a neighbour.
 */
public final class ZsyncStep implements Step {

    /** Half of what an ext4 file system allocates: files that moved are found again. */
    private static final String BLOCK_BYTES = "2048";

    private final Workspace workspace;
    private final DiskFormat format;
    private final ProcessRunner runner;

    public ZsyncStep(Workspace workspace, DiskFormat format, ProcessRunner runner) {
        this.workspace = workspace;
        this.format = format;
        this.runner = runner;
    }

    @Override
    public String name() {
        return "zsync";
    }

    @Override
    public String description() {
        return "tell zsync what is in the image";
    }

    @Override
    public List<String> preview() {
        return List.of(command().withFolder());
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        try {
            runner.run(command());
        } catch (CommandException e) {
            throw DiskFailures.command("preparing zsync", workspace.staging(), e);
        }
    }

    private Command command() {
        String image = name(workspace.staged(format));
        return Command.of(
                        Program.ZSYNCMAKE,
                        "-b",
                        BLOCK_BYTES,
                        "-C",
                        "-u",
                        image,
                        "-f",
                        image,
                        "-o",
                        name(workspace.document(DocumentKind.ZSYNC)),
                        image)
                .in(workspace.staging());
    }

    private static String name(Path file) {
        return file.toFile().getName();
    }
}

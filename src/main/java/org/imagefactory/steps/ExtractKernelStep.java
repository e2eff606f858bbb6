package org.imagefactory.steps;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.InstallerSource.BootPaths;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.Xorriso;

/**
 * Takes kernel and initrd out of the installer image, which is verified as a whole. They have to be
 * of the same release as the live system that is in the image, too.
 */
public final class ExtractKernelStep implements Step {

    /** What xorriso says of a path that is not in the image, or of a file that is no image. */
    private static final String MISSING = "Cannot determine attributes of (ISO) source file";

    private final Workspace workspace;
    private final BootPaths paths;
    private final Xorriso xorriso;

    public ExtractKernelStep(Workspace workspace, BootPaths paths, Xorriso xorriso) {
        this.workspace = workspace;
        this.paths = paths;
        this.xorriso = xorriso;
    }

    @Override
    public String name() {
        return "extract-kernel";
    }

    @Override
    public String description() {
        return "take kernel and initrd out of the installer image";
    }

    @Override
    public List<String> preview() {
        return List.of(Preview.of(command()));
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        try {
            xorriso.run(command());
        } catch (CommandException e) {
            throw failure(e);
        }
    }

    private BuildException failure(CommandException cause) {
        boolean missing =
                cause instanceof CommandFailedException failed
                        && failed.lastLines().stream().anyMatch(line -> line.contains(MISSING));
        if (!missing) {
            return DiskFailures.command(description(), workspace.staging(), cause);
        }
        return new ConfigurationException(
                "the installer image has no %s or no %s: %s"
                        .formatted(paths.kernel(), paths.initrd(), cause.getMessage()),
                "correct "
                        + Field.INSTALLER_KERNEL
                        + " and "
                        + Field.INSTALLER_INITRD
                        + "; 'xorriso -indev IMAGE -find'"
                        + " lists what is in an image");
    }

    private Command command() {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(paths.kernel(), workspace.kernel());
        files.put(paths.initrd(), workspace.initrd());
        return Xorriso.extract(workspace.installerImage(), files);
    }
}

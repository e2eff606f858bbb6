package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.QemuImg;

/** Makes a raw copy of a finished image, with its holes, for the steps that follow. */
final class AdoptDiskStep implements Step {

    private final Workspace workspace;
    private final Path image;
    private final DiskFormat format;
    private final QemuImg qemuImg;

    /**
     * @param image absolute; is only read
     */
    AdoptDiskStep(Workspace workspace, Path image, DiskFormat format, QemuImg qemuImg) {
        this.workspace = workspace;
        this.image = image;
        this.format = format;
        this.qemuImg = qemuImg;
    }

    @Override
    public String name() {
        return "copy";
    }

    @Override
    public String description() {
        return "copy the image";
    }

    @Override
    public List<String> preview() {
        return List.of(Preview.of(QemuImg.toRaw(image, format.suffix(), workspace.rawDisk())));
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        Path disk = workspace.rawDisk();
        context.cleanup().onFailure("delete " + disk, () -> Files.deleteIfExists(disk));
        try {
            qemuImg.run(QemuImg.toRaw(image, format.suffix(), disk));
            if (Files.size(disk) == 0) {
                throw new IOException(image + " is empty");
            }
        } catch (IOException e) {
            throw DiskFailures.io("copying the image", workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("copying the image", workspace.staging(), e);
        }
    }
}

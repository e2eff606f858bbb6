package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Disk;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.DiskTools;
import org.imagefactory.tools.QemuImg;

/**
 * Makes the empty disk that the installer writes to. The file is one hole and grows with what is
 * written, so a disk larger than the free space is no error; but no installation fits into less
 * than {@link #LEAST_FREE}.
 */
public final class CreateDiskStep implements Step {

    /** Smaller than any installed system; a disk that is smaller still needs only its own size. */
    static final DataSize LEAST_FREE = new DataSize(512L << 20);

    private final Workspace workspace;
    private final Disk disk;
    private final DiskTools tools;

    public CreateDiskStep(Workspace workspace, Disk disk, DiskTools tools) {
        this.workspace = workspace;
        this.disk = disk;
        this.tools = tools;
    }

    @Override
    public String name() {
        return "create-disk";
    }

    @Override
    public String description() {
        return "create an empty disk of " + disk.size();
    }

    @Override
    public List<String> preview() {
        return List.of(Preview.of(command()));
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        try {
            requireSpace(context);
            tools.qemuImg().run(command());
        } catch (IOException e) {
            throw DiskFailures.io("creating the disk", workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("creating the disk", workspace.staging(), e);
        }
        context.facts().value(Fact.DISK_SIZE_BYTES, Long.toString(disk.size().bytes()));
    }

    private Command command() {
        return QemuImg.create(
                workspace.staging(), workspace.rawDisk().toFile().getName(), disk.size());
    }

    private void requireSpace(StepContext context) throws IOException, HostException {
        DataSize available =
                new DataSize(Math.max(0, Files.getFileStore(workspace.staging()).getUsableSpace()));
        long least = Math.min(LEAST_FREE.bytes(), disk.size().bytes());
        if (available.bytes() < least) {
            throw new HostException(
                    "creating the disk: %s has %s of free space, an installation needs at least %s"
                            .formatted(workspace.outputFolder(), available, new DataSize(least)),
                    "free some space there, or build in a folder on a larger file system");
        }
        if (available.bytes() < disk.size().bytes()) {
            context.listener()
                    .warning(
                            "%s has %s of free space, less than the disk's %s: enough only if the"
                                            .formatted(
                                                    workspace.outputFolder(),
                                                    available,
                                                    disk.size())
                                    + " installation does not fill the disk");
        }
    }
}

package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.DiskTools;
import org.imagefactory.tools.QemuImg;

/**
 * Makes the image's format of the raw disk, and drops the raw disk unless it is to be kept. For a
 * raw image there is nothing to do: the disk is the image.
 */
public final class ConvertStep implements Step {

    private final Workspace workspace;
    private final Disk disk;
    private final DiskTools tools;

    public ConvertStep(Workspace workspace, Disk disk, DiskTools tools) {
        this.workspace = workspace;
        this.disk = disk;
        this.tools = tools;
    }

    @Override
    public String name() {
        return "convert";
    }

    @Override
    public String description() {
        return isRaw()
                ? "use the disk as the raw image"
                : "convert the disk to " + disk.format().suffix();
    }

    @Override
    public List<String> preview() {
        List<String> lines = new ArrayList<>();
        if (!isRaw()) {
            lines.add(Preview.of(convert()));
            lines.add(Preview.of(check()));
            lines.add(Preview.of(compare()));
            if (!disk.keepRaw()) {
                lines.add("delete " + workspace.rawDisk());
            }
        }
        return lines;
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        if (isRaw()) {
            return;
        }
        boolean done = false;
        try {
            tools.qemuImg()
                    .run(
                            convert(),
                            percent ->
                                    context.listener()
                                            .progress("converting", OptionalInt.of(percent)));
            tools.qemuImg().run(check());
            requireSame(context);
            if (!disk.keepRaw()) {
                Files.delete(workspace.rawDisk());
            }
            done = true;
        } catch (CommandException e) {
            throw DiskFailures.command("converting the disk", workspace.staging(), e);
        } catch (IOException e) {
            throw DiskFailures.io("converting the disk", workspace.staging(), e);
        } finally {
            if (!done) {
                makeRoom(context);
            }
        }
    }

    /** Nobody may ever boot the image before it is used, and then the disk is gone. */
    private void requireSame(StepContext context)
            throws CommandException, ImageCheckException, InterruptedException {
        context.listener().progress("comparing image and disk", OptionalInt.empty());
        if (!tools.qemuImg().equal(compare())) {
            throw new ImageCheckException(
                    "the converted image does not hold what the disk holds",
                    "check this host's disk and memory, and its qemu-img, and build again");
        }
    }

    /** Half an image is of no use, and what is written about the failure may need its place. */
    private void makeRoom(StepContext context) {
        Path half = workspace.staged(disk.format());
        try {
            Files.deleteIfExists(half);
        } catch (IOException e) {
            context.listener().warning("could not remove %s: %s".formatted(half, e.getMessage()));
        }
    }

    private boolean isRaw() {
        return disk.format() == DiskFormat.RAW;
    }

    private Command convert() {
        return QemuImg.convert(
                workspace.staging(),
                name(DiskFormat.RAW),
                disk.format(),
                disk.compression(),
                name(disk.format()));
    }

    private Command check() {
        return QemuImg.check(workspace.staging(), disk.format(), name(disk.format()));
    }

    private Command compare() {
        return QemuImg.compare(
                workspace.staging(), name(DiskFormat.RAW), disk.format(), name(disk.format()));
    }

    private String name(DiskFormat format) {
        return workspace.staged(format).toFile().getName();
    }
}

package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.ZeroFree;
import org.imagefactory.tools.E2fsck;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.Fallocate;
import org.imagefactory.tools.Zerofree;

/**
 * Makes every free block of the ext file systems read as zeros. Discarding punches them out of the
 * disk file without writing; zerofree then only has to look. Where the host's file system cannot
 * punch holes, discarding does nothing without a word, and zerofree writes the zeros instead.
 */
public final class EmptyFreeBlocksStep implements Step {

    private static final String PROBE = "hole-probe";
    private static final int PROBE_BYTES = 4096;

    private final Workspace workspace;
    private final Disk disk;
    private final DiskTools tools;

    public EmptyFreeBlocksStep(Workspace workspace, Disk disk, DiskTools tools) {
        this.workspace = workspace;
        this.disk = disk;
        this.tools = tools;
    }

    @Override
    public String name() {
        return "empty-free-blocks";
    }

    @Override
    public String description() {
        return disk.zeroFree() == ZeroFree.NONE
                ? "leave free blocks as they are"
                : "empty the free blocks of the file system";
    }

    @Override
    public List<String> preview() {
        ExtFileSystem target = Preview.target(workspace);
        List<String> lines = new ArrayList<>();
        if (disk.zeroFree() != ZeroFree.NONE) {
            lines.add(Preview.of(Fallocate.punch(workspace.staging(), PROBE)));
            lines.add(Preview.ofTarget(E2fsck.discard(target)));
        }
        if (disk.zeroFree() == ZeroFree.ZEROFREE) {
            lines.add(Preview.ofTarget(Zerofree.clear(target)));
        }
        return lines;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        if (disk.zeroFree() == ZeroFree.NONE) {
            return;
        }
        boolean punches = canPunch();
        if (!punches) {
            context.listener()
                    .warning(
                            "%s is on a file system without holes: zeros are written instead"
                                    .formatted(workspace.outputFolder()));
        }
        InstalledDisk installed =
                InstalledDisk.read(workspace, disk.onePartition(), tools.debugfs());
        for (Partition partition : installed.fileSystems()) {
            ExtFileSystem target = InstalledDisk.locate(workspace, partition);
            context.listener().note("emptying the free blocks of " + partition.name());
            discard(target, partition);
            if (!punches || disk.zeroFree() == ZeroFree.ZEROFREE) {
                clear(target);
            }
        }
    }

    private void discard(ExtFileSystem target, Partition partition)
            throws BuildException, InterruptedException {
        try {
            tools.e2fsck().run(E2fsck.discard(target));
        } catch (CommandException e) {
            throw DiskFailures.check(
                    "the file system on " + partition.name(), workspace.staging(), e);
        }
    }

    private void clear(ExtFileSystem target) throws BuildException, InterruptedException {
        try {
            tools.zerofree().run(Zerofree.clear(target));
        } catch (CommandException e) {
            throw DiskFailures.command("emptying free blocks", workspace.staging(), e);
        }
    }

    private boolean canPunch() throws BuildException, InterruptedException {
        Path probe = workspace.staging().resolve(PROBE);
        try {
            byte[] ones = new byte[PROBE_BYTES];
            Arrays.fill(ones, (byte) 1);
            Files.write(probe, ones);
            try {
                return tools.fallocate().canPunch(Fallocate.punch(workspace.staging(), PROBE));
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw DiskFailures.io("emptying free blocks", workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("emptying free blocks", workspace.staging(), e);
        }
    }
}

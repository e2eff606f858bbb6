package org.imagefactory.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.imagefactory.disk.BlockRange;
import org.imagefactory.disk.ExtSuperblock;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.ZeroCheck;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.ExtJournal;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.ZeroFree;
import org.imagefactory.tools.DamagedFileSystemException;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.DiskTools;
import org.imagefactory.tools.Dumpe2fs;
import org.imagefactory.tools.E2fsck;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.Zerofree;

/**
 * Makes every free block of the ext file systems read as zeros. Discarding punches them out of the
 * disk file without writing. Then they are read; zerofree only runs if anything but zeros is left:
 * where the host's file system makes no holes, e2fsck stops discarding without a word. Running
 * zerofree in any case would cost more than all the rest, because it reads holes block by block
 * through the page cache.
 *
 * <p>Then the journal is emptied, too: all of it was replayed, and of a small image it is a large
 * part.
 *
 * <p>File systems that only libguestfs can open trim themselves, which makes holes; whether every
 * free block is one is not looked at.
 *
 * <p>So {@link ZeroFree#DISCARD} and {@link ZeroFree#ZEROFREE} do the same.
 */
public final class EmptyFreeBlocksStep implements Step {

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
        if (disk.zeroFree() != ZeroFree.NONE && disk.root().needsLibguestfs()) {
            return List.of(Preview.ofAppliance(workspace));
        }
        ExtFileSystem target = Preview.target(workspace);
        List<String> lines = new ArrayList<>();
        if (disk.zeroFree() != ZeroFree.NONE) {
            lines.add(Preview.ofTarget(E2fsck.discard(target)));
            lines.add(Preview.ofTarget(Dumpe2fs.groups(target)));
            lines.add("if a free block is not empty: " + Preview.ofTarget(Zerofree.clear(target)));
        }
        return lines;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        if (disk.zeroFree() == ZeroFree.NONE) {
            return;
        }
        InstalledDisk installed =
                new DiskReader(tools.debugfs(), tools.guestfish())
                        .read(workspace.rawDisk(), disk.onePartition(), context.listener()::note);
        for (Partition partition : installed.fileSystems()) {
            ExtFileSystem target = installed.locate(partition);
            context.listener().note("emptying the free blocks of " + partition.name());
            discard(target, partition);
            if (!areZeros(target)) {
                context.listener()
                        .warning(
                                "the file system of %s makes no holes: zerofree has to write zeros"
                                        .formatted(workspace.outputFolder()));
                clear(target);
            }
            emptyJournal(partition, context);
        }
        ApplianceWork appliance = new ApplianceWork(tools.guestfish());
        for (Partition partition : installed.foreign()) {
            context.listener().note("emptying the free blocks of " + partition.name());
            appliance.emptyFreeBlocks(installed, partition);
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

    /** A block of the journal is never free, and of no more use than a free one. */
    private void emptyJournal(Partition partition, StepContext context)
            throws BuildException, InterruptedException {
        try {
            ExtJournal.empty(workspace.rawDisk(), partition.offset(), partition.length());
        } catch (DamagedFileSystemException e) {
            context.listener()
                    .note(
                            "the journal of %s stays as it is: %s"
                                    .formatted(partition.name(), e.getMessage()));
        } catch (IOException e) {
            throw DiskFailures.io("emptying the journal", workspace.staging(), e);
        }
    }

    private boolean areZeros(ExtFileSystem target) throws BuildException, InterruptedException {
        try {
            int blockBytes = ExtSuperblock.read(target.image(), target.offset()).blockBytes();
            List<BlockRange> free = Collections.synchronizedList(new ArrayList<>());
            tools.dumpe2fs()
                    .freeBlocks(target, (first, last) -> free.add(new BlockRange(first, last)));
            return ZeroCheck.areZeros(target.image(), target.offset(), blockBytes, free);
        } catch (IOException e) {
            throw DiskFailures.io("looking at free blocks", workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("looking at free blocks", workspace.staging(), e);
        }
    }
}

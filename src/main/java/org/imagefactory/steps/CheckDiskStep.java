package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.disk.ExtSuperblock;
import org.imagefactory.disk.FileSystemUsage;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.PartitionTable;
import org.imagefactory.disk.RangeCopy;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.TableKind;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.DiskTools;
import org.imagefactory.tools.E2fsck;
import org.imagefactory.tools.ExtFileSystem;

/**
 * Looks at what the installer left: the partition table, and every file system of a kind that an
 * image may have. A machine that was switched off without unmounting leaves changes in the journal;
 * they are put in place first, with a warning.
 */
public final class CheckDiskStep implements Step {

    private final Workspace workspace;
    private final Disk disk;
    private final DiskTools tools;

    public CheckDiskStep(Workspace workspace, Disk disk, DiskTools tools) {
        this.workspace = workspace;
        this.disk = disk;
        this.tools = tools;
    }

    @Override
    public String name() {
        return "check-disk";
    }

    @Override
    public String description() {
        return "check the partition table and the file system";
    }

    @Override
    public List<String> preview() {
        return List.of(
                "read the partition table of " + workspace.rawDisk(),
                disk.root().needsLibguestfs()
                        ? Preview.ofAppliance(workspace)
                        : Preview.ofTarget(E2fsck.check(Preview.target(workspace))));
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        InstalledDisk installed =
                new DiskReader(tools.debugfs(), tools.guestfish())
                        .read(workspace.rawDisk(), disk.onePartition(), context.listener()::note);
        installed.table().warnings().forEach(context.listener()::warning);
        context.listener().note("found " + installed.table().summary());
        checkTable(installed.table());
        context.facts().value(Fact.PARTITION_TABLE, Choice.name(installed.table().kind()));
        context.facts().value(Fact.ROOT_PARTITION, installed.root().toString());
        for (Partition partition : installed.fileSystems()) {
            check(installed, partition, context);
        }
        ApplianceWork appliance = new ApplianceWork(tools.guestfish());
        for (Partition partition : installed.foreign()) {
            appliance.check(installed, partition);
        }
        long used = usedBytes(installed.root());
        context.facts().value(Fact.ROOT_USED_BYTES, Long.toString(used));
        context.listener().note("the root file system uses " + new DataSize(used));
    }

    private long usedBytes(Partition partition) throws BuildException, InterruptedException {
        try {
            return FileSystemUsage.usedBytes(workspace.rawDisk(), partition);
        } catch (IOException e) {
            throw DiskFailures.io("reading the disk", workspace.staging(), e);
        }
    }

    private void checkTable(PartitionTable table) throws ImageCheckException {
        String found = Choice.name(table.kind());
        if (disk.table() != TableKind.AUTO && !Choice.name(disk.table()).equals(found)) {
            throw new ImageCheckException(
                    "the installer made a partition table of kind %s, but %s=%s is"
                                    .formatted(
                                            found, Field.PARTITION_TABLE, Choice.name(disk.table()))
                            + " asked for",
                    "let the answer file make it, or change " + Field.PARTITION_TABLE);
        }
    }

    private void check(InstalledDisk installed, Partition partition, StepContext context)
            throws BuildException, InterruptedException {
        ExtSuperblock before = superblock(partition);
        if (before.errorsFound()) {
            context.listener()
                    .warning("the installer's kernel met errors in " + describe(partition));
        }
        if (before.needsRecovery() || !before.clean()) {
            context.listener()
                    .warning("%s was not unmounted; recovering it".formatted(describe(partition)));
            recover(partition);
        }
        try {
            tools.e2fsck().run(E2fsck.check(installed.locate(partition)));
        } catch (CommandException e) {
            throw DiskFailures.check(describe(partition), workspace.staging(), e);
        }
    }

    /** Works on a copy of the partition, for the reason that {@link E2fsck#recover} gives. */
    private void recover(Partition partition) throws BuildException, InterruptedException {
        Path copy = workspace.staging().resolve(partition.name() + ".recovery");
        try {
            RangeCopy.extract(workspace.rawDisk(), partition.offset(), partition.length(), copy);
            tools.e2fsck().run(E2fsck.recover(new ExtFileSystem(copy, 0)));
            RangeCopy.restore(copy, workspace.rawDisk(), partition.offset(), partition.length());
            Files.delete(copy);
        } catch (IOException e) {
            throw DiskFailures.io("recovering " + describe(partition), workspace.staging(), e);
        } catch (CommandException e) {
            throw DiskFailures.check(describe(partition), workspace.staging(), e);
        }
    }

    private ExtSuperblock superblock(Partition partition)
            throws BuildException, InterruptedException {
        try {
            return ExtSuperblock.read(workspace.rawDisk(), partition.offset());
        } catch (IOException e) {
            throw DiskFailures.io("reading the disk", workspace.staging(), e);
        }
    }

    private static String describe(Partition partition) {
        return "the %s file system on %s"
                .formatted(partition.fileSystem().label(), partition.name());
    }
}

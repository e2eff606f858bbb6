package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.clouds.credentials.Leftovers;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.clouds.disk.DiskForm;
import org.imagefactory.clouds.disk.DiskPlugin;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.PartitionRole;
import org.imagefactory.disk.PartitionTable;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.plugin.CheckJob;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.ExtFileSystem;

/**
 * Makes disks for EC2's hardware virtual machines, looks whether they would work there, and brings
 * them there.
 */
public final class Ec2Plugin implements CloudPlugin {

    private static final String DOING = "looking whether the image fits EC2";

    private final CloudDisk disk;
    private final Debugfs debugfs;
    private final DiskPlugin.Choice choice;
    private final Map<String, String> environment;

    /**
     * @param environment says where users have credentials for AWS
     */
    public Ec2Plugin(
            ProcessRunner runner, DiskPlugin.Choice choice, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.disk = new CloudDisk(runner);
        this.debugfs = new Debugfs(runner);
        this.choice = choice;
    }

    @Override
    public void createTargetImage(TargetImageJob job) throws BuildException, InterruptedException {
        DiskForm form = choice.form(job.parameters());
        Path raw = disk.raw(job, 0.5);
        job.progress("Looking whether the image fits EC2", 0.5);
        List<String> warnings = look(job, raw);
        warnings.forEach(warning -> job.log("warning: the image may not work in EC2: " + warning));
        job.setProperty("ec2_warnings", warnings);
        disk.become(job, form);
    }

    @Override
    public boolean deletingNeedsCredentials() {
        return !Leftovers.canSignIn(() -> AwsCredentials.of("", environment));
    }

    @Override
    public Pushed push(PushJob job) throws BuildException, InterruptedException {
        return new Ec2Push(environment).push(job);
    }

    @Override
    public void delete(DeletionJob job) throws BuildException, InterruptedException {
        new Ec2Push(environment).delete(job);
    }

    @Override
    public void removeLeftovers(DeletionJob job) throws BuildException, InterruptedException {
        Leftovers.remove(this, job, "AWS", () -> new Ec2Push(environment).removeLeftovers(job));
    }

    @Override
    public boolean knowsCredentials(String credentials) {
        return AwsCredentials.isForm(credentials);
    }

    @Override
    public void check(CheckJob job) throws BuildException, InterruptedException {
        Ec2Check.run(job, environment);
    }

    private List<String> look(TargetImageJob job, Path raw)
            throws BuildException, InterruptedException {
        try {
            PartitionTable table = PartitionTable.read(raw);
            boolean uefi = table.partitions().stream().anyMatch(p -> p.role() == PartitionRole.ESP);
            job.setProperty("ec2_boot_mode", uefi ? "uefi-preferred" : "legacy-bios");
            List<String> warnings = new ArrayList<>();
            if (table.kind() == PartitionTable.Kind.NONE) {
                warnings.add("it has no partition table");
            }
            warnings.addAll(lookInto(raw, table));
            return warnings;
        } catch (IOException e) {
            throw DiskFailures.io(DOING, job.folder(), e);
        } catch (CommandException e) {
            throw DiskFailures.command(DOING, job.folder(), e);
        }
    }

    private List<String> lookInto(Path raw, PartitionTable table)
            throws IOException, CommandException, InterruptedException {
        for (Partition partition : table.partitions()) {
            if (partition.fileSystem().isExt()) {
                GuestFiles files =
                        new GuestFiles(debugfs, new ExtFileSystem(raw, partition.offset()));
                if (!files.find("/etc").isEmpty()) {
                    return new Ec2Checks(files).missing();
                }
            }
        }
        return List.of("nobody looked into it: its root file system is none of ext2, ext3, ext4");
    }
}

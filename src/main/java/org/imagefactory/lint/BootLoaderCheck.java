package org.imagefactory.lint;

import java.io.IOException;
import java.util.List;
import org.imagefactory.disk.BootSector;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.spec.LintRule;
import org.imagefactory.tools.Debugfs;

/** Whether a machine could start the system: code for a BIOS or a partition for UEFI, a kernel. */
final class BootLoaderCheck implements Check {

    private static final String BOOT = "/boot";

    /** Below /boot, which may be a partition of its own. */
    private static final List<String> STARTERS =
            List.of(
                    "/Image*",
                    "/bzImage*",
                    "/extlinux/*.conf",
                    "/grub/*.cfg",
                    "/grub2/*.cfg",
                    "/linux*",
                    "/loader/entries/*",
                    "/syslinux/*.cfg",
                    "/vmlinu*");

    private final Debugfs debugfs;

    BootLoaderCheck(Debugfs debugfs) {
        this.debugfs = debugfs;
    }

    @Override
    public LintRule rule() {
        return LintRule.BOOT_LOADER;
    }

    @Override
    public List<String> names() {
        return STARTERS.stream().map(name -> BOOT + name).toList();
    }

    @Override
    public void look(Inspection inspection, Findings findings)
            throws IOException, CommandException, BuildException, InterruptedException {
        InstalledDisk disk = inspection.disk();
        boolean fat =
                disk.table().partitions().stream()
                        .anyMatch(partition -> partition.fileSystem() == FileSystemType.VFAT);
        if (!fat && !BootSector.hasCode(disk.image())) {
            findings.add(
                    "vda", "no boot code in the first sector, and no partition to boot with UEFI");
        }
        // the kernel may lie on a FAT partition, which nobody can look into here
        if (!fat && inspection.all(names()).isEmpty() && !isElsewhere(disk)) {
            findings.add(BOOT, "has no kernel and no configuration of a boot loader");
        }
    }

    private boolean isElsewhere(InstalledDisk disk)
            throws IOException, CommandException, InterruptedException {
        for (Partition partition : disk.fileSystems()) {
            GuestFiles files = new GuestFiles(debugfs, disk.locate(partition));
            if (!partition.equals(disk.root())
                    && files.find(STARTERS).values().stream().anyMatch(found -> !found.isEmpty())) {
                return true;
            }
        }
        return false;
    }
}

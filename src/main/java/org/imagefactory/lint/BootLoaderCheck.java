package org.imagefactory.lint;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.imagefactory.disk.BootSector;
import org.imagefactory.disk.FatFiles;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.PartitionRole;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.Machine;
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
    private final Optional<Architecture> uefi;

    /**
     * @param machine that the system was installed in; empty if that is not known
     */
    BootLoaderCheck(Debugfs debugfs, Optional<Machine> machine) {
        this.debugfs = debugfs;
        this.uefi = machine.filter(m -> m.firmware() == Firmware.UEFI).map(Machine::arch);
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
        if (uefi.isPresent()) {
            lookForUefi(disk, uefi.get(), findings);
        } else if (!fat && !BootSector.hasCode(disk.image())) {
            findings.add(
                    "vda", "no boot code in the first sector, and no partition to boot with UEFI");
        }
        // the kernel may lie on a FAT partition, which nobody can look into here
        if (!fat && inspection.all(names()).isEmpty() && !isElsewhere(disk)) {
            findings.add(BOOT, "has no kernel and no configuration of a boot loader");
        }
    }

    /** The firmware that boots the image has never heard of the system in it. */
    private static void lookForUefi(InstalledDisk disk, Architecture arch, Findings findings)
            throws IOException, BuildException {
        List<Partition> systems =
                disk.table().partitions().stream()
                        .filter(partition -> partition.role() == PartitionRole.ESP)
                        .filter(partition -> partition.fileSystem() == FileSystemType.VFAT)
                        .toList();
        if (systems.isEmpty()) {
            findings.add("vda", "no EFI system partition with a FAT file system");
            return;
        }
        for (Partition system : systems) {
            if (FatFiles.has(disk.image(), system, List.of("EFI", "BOOT", arch.uefiLoader()))) {
                return;
            }
        }
        findings.add(
                systems.get(0).name(),
                "no \\EFI\\BOOT\\%s, which firmware starts that does not know the system"
                        .formatted(arch.uefiLoader()));
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

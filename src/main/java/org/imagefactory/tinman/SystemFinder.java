package org.imagefactory.tinman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.files.FolderTree;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.manifest.Distribution;
import org.imagefactory.manifest.GuestPackages;
import org.imagefactory.manifest.Inventory;
import org.imagefactory.manifest.OsRelease;
import org.imagefactory.manifest.PackageDatabaseException;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.Rpm;

/** Finds the one system on a disk. */
final class SystemFinder {

    /** Of which every system has one, and none is large. */
    static final List<String> PROGRAMS =
            List.of("/usr/bin/env", "/usr/bin/true", "/bin/true", "/sbin/init", "/bin/busybox");

    private static final int LONGEST_PROGRAM = 16 << 20;

    private final Debugfs debugfs;
    private final Guestfish guestfish;
    private final Rpm rpm;
    private final Consumer<String> log;

    /**
     * @param log hears of what takes long, and of packages that cannot be listed
     */
    SystemFinder(ProcessRunner runner, Consumer<String> log) {
        this.debugfs = new Debugfs(runner);
        this.guestfish = new Guestfish(runner, VirtType.AUTO);
        this.rpm = new Rpm(runner);
        this.log = log;
    }

    /**
     * @param raw disk, in a folder that may be written to
     * @throws ImageCheckException there is none, or more than one, or one that templates have no
     *     name for
     */
    FoundSystem find(Path raw)
            throws BuildException, IOException, CommandException, InterruptedException {
        InstalledDisk disk = read(raw);
        requireOne(disk);
        ExtFileSystem root = disk.locate(disk.root());
        GuestFiles files = new GuestFiles(debugfs, root);
        Distribution release = OsRelease.read(files).orElseThrow(SystemFinder::noSystem);
        SystemName name = SystemName.of(release);
        return new FoundSystem(
                name.name(), name.version(), arch(files), release.title(), packages(root, raw));
    }

    /** Nobody knows of an installer here, whose mistakes the advice would be about. */
    private InstalledDisk read(Path raw) throws BuildException, InterruptedException {
        try {
            return DiskReader.only(debugfs, guestfish).read(raw, false, log);
        } catch (ImageCheckException e) {
            throw new ImageCheckException(String.valueOf(e.getMessage()), "", e);
        }
    }

    private void requireOne(InstalledDisk disk)
            throws ImageCheckException, IOException, CommandException, InterruptedException {
        List<String> systems = new ArrayList<>();
        for (Partition partition : disk.fileSystems()) {
            GuestFiles files =
                    new GuestFiles(debugfs, new ExtFileSystem(disk.image(), partition.offset()));
            if (OsRelease.read(files).isPresent()) {
                systems.add(partition.toString());
            }
        }
        boolean foreign = disk.copy().isPresent();
        if (systems.size() + (foreign ? 1 : 0) > 1) {
            throw new ImageCheckException(
                    "there are several systems on the disk: "
                            + String.join(", ", systems)
                            + (foreign ? ", " + disk.root() : ""),
                    "import an image with one system");
        }
    }

    private static ImageCheckException noSystem() {
        return new ImageCheckException(
                "there is no Linux system on the disk: it has no /etc/os-release",
                "import an image with an installed system");
    }

    private static String arch(GuestFiles files)
            throws ImageCheckException, IOException, CommandException, InterruptedException {
        for (String program : PROGRAMS) {
            Optional<String> arch =
                    files.read(program, LONGEST_PROGRAM)
                            .map(bytes -> Arrays.copyOf(bytes, ElfHeader.LENGTH))
                            .flatMap(ElfHeader::arch);
            if (arch.isPresent()) {
                return arch.get();
            }
        }
        throw new ImageCheckException(
                "nothing tells which processors the system on the disk is for",
                "import an image for one of " + String.join(", ", ElfHeader.names()));
    }

    private Optional<List<String>> packages(ExtFileSystem root, Path raw)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectory(raw.resolveSibling("packages"));
        try {
            return new GuestPackages(debugfs, rpm, root, folder).read().map(Inventory::names);
        } catch (PackageDatabaseException | CommandException e) {
            log.accept("the packages of the system cannot be listed: " + e.getMessage());
            return Optional.empty();
        } finally {
            FolderTree.delete(folder);
        }
    }
}

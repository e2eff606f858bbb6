package org.imagefactory.difference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.imagefactory.disk.BootArea;
import org.imagefactory.disk.DiskIds;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.PartitionTable;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.guest.RawView;
import org.imagefactory.manifest.GuestPackages;
import org.imagefactory.manifest.Inventory;
import org.imagefactory.manifest.PackageDatabaseException;
import org.imagefactory.manifest.PackageLine;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.QemuImg;
import org.imagefactory.tools.Rpm;

/**
 * An image as far as it is compared.
 *
 * @param disk size, partition table and boot loader, by name
 * @param ids identifiers of the disk, by name
 * @param packages that are installed
 * @param files a sorted list of {@link FileRecord}
 */
record ComparedImage(
        Map<String, String> disk,
        Map<String, String> boot,
        Map<String, String> ids,
        List<PackageLine> packages,
        Path files) {

    /** Formats of one file; others name further files in a way that could be any of the host's. */
    private static final Set<String> FORMATS = Set.of("qcow2", "qed", "vdi", "vhdx", "vpc", "vmdk");

    /**
     * @param file image of any such format, also compressed
     * @param folder an empty one, which takes copies and lists; the caller removes it
     */
    static ComparedImage read(ProcessRunner runner, Path file, Path folder, BuildListener listener)
            throws BuildException, InterruptedException {
        try {
            listener.note("reading " + file);
            Path raw = folder.resolve("disk.raw");
            Path image = Unpacking.unpacked(runner, file.toRealPath(), folder);
            new RawView(new QemuImg(runner), folder).provide(image, raw, FORMATS);
            Guestfish guestfish = new Guestfish(runner, VirtType.AUTO);
            InstalledDisk disk =
                    DiskReader.only(new Debugfs(runner), guestfish)
                            .read(raw, false, listener::note);
            Map<String, String> ids = DiskIds.read(raw, disk.table());
            List<PackageLine> packages = packages(runner, disk, folder, file);
            Path files =
                    new Listing(runner, raw, folder, new Essence(ids.values()))
                            .write(disk.table().partitions(), disk.root(), guestfish);
            return new ComparedImage(
                    table(raw, disk.table()),
                    boot(raw, disk.table()),
                    new TreeMap<>(ids),
                    packages,
                    files);
        } catch (IOException e) {
            throw DiskFailures.io("reading " + file, folder, e);
        } catch (CommandException e) {
            throw DiskFailures.command("reading " + file, folder, e);
        }
    }

    private static Map<String, String> table(Path raw, PartitionTable table) throws IOException {
        Map<String, String> traits = new TreeMap<>();
        traits.put("size", Files.size(raw) + " bytes");
        traits.put("partition table", table.kind().name());
        for (Partition partition : table.partitions()) {
            traits.put(
                    partition.name(),
                    "%s, %d bytes at %d, %s"
                            .formatted(
                                    partition.fileSystem().label(),
                                    partition.length(),
                                    partition.offset(),
                                    partition.role()));
        }
        return traits;
    }

    private static Map<String, String> boot(Path raw, PartitionTable table)
            throws IOException, BuildException, InterruptedException {
        Map<String, String> traits = new TreeMap<>();
        for (BootArea area : BootArea.read(raw, table)) {
            traits.put(area.name(), "%d bytes, sha256 %s".formatted(area.bytes(), area.sha256()));
        }
        return traits;
    }

    private static List<PackageLine> packages(
            ProcessRunner runner, InstalledDisk disk, Path folder, Path file)
            throws IOException, CommandException, BuildException, InterruptedException {
        Path copies = Files.createDirectory(folder.resolve("packages"));
        try {
            return new GuestPackages(
                            new Debugfs(runner), new Rpm(runner), disk.locate(disk.root()), copies)
                    .read()
                    .map(Inventory::lines)
                    .orElse(List.of());
        } catch (PackageDatabaseException e) {
            throw new ImageCheckException(
                    "the package database of %s cannot be read: %s".formatted(file, e.getMessage()),
                    "",
                    e);
        }
    }
}

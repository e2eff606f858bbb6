package org.imagefactory.guest;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.FileSystemUsage;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.spec.DataSize;
import org.imagefactory.tools.DamagedFileSystemException;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.GuestfishScript;

/**
 * Copies of a root file system that e2fsprogs cannot open what checks look at into an ext4 file
 * system beside the image, for all who read with debugfs: of XFS by itself, of btrfs, and of an XFS
 * that was not unmounted, with libguestfs. Programs and their data in /usr are left out: they are
 * most of a system, and nobody looks at them.
 */
final class RootCopy {

    private static final String DOING = "copying the files of the root file system";

    private static final String NAME = "root-files-*.ext4";

    /** For the inodes and the journal of the copy. */
    private static final long ROOM = 512L << 20;

    private final Guestfish guestfish;
    private final Path image;
    private final Consumer<String> progress;

    /**
     * @param progress hears of work that takes long
     */
    RootCopy(Guestfish guestfish, Path image, Consumer<String> progress) {
        this.guestfish = guestfish;
        this.image = image;
        this.progress = progress;
    }

    /** The copy; its name tells of which partition it is. */
    static Path file(Path image, Partition root) {
        return image.resolveSibling(NAME.replace("*", Integer.toString(root.number())));
    }

    /** Removes the copies of all partitions. */
    static void forget(Path image) throws IOException {
        try (DirectoryStream<Path> copies =
                Files.newDirectoryStream(image.toAbsolutePath().resolveSibling("."), NAME)) {
            for (Path copy : copies) {
                Files.delete(copy);
            }
        }
    }

    /** The root partition, if its copy is there already. */
    Optional<Partition> existing(List<Partition> candidates) {
        return candidates.stream().filter(root -> Files.exists(file(image, root))).findFirst();
    }

    /**
     * Finds the root partition and makes its copy without libguestfs, if all are XFS.
     *
     * @return empty where that does not work
     */
    Optional<Partition> makeWithoutGuestfish(List<Partition> candidates)
            throws BuildException, IOException {
        if (candidates.isEmpty()
                || candidates.stream().anyMatch(p -> p.fileSystem() != FileSystemType.XFS)) {
            return Optional.empty();
        }
        try {
            Partition root = marked(candidates);
            Path file = file(image, root);
            requireSpace(file.toAbsolutePath().resolveSibling("."), root);
            Path half = half(file);
            Files.deleteIfExists(half);
            try (Volume volume = Volume.open(image, root)) {
                VolumeCopy.write(volume, RootPlaces.PARTS, half);
            }
            Files.move(half, file);
            return Optional.of(root);
        } catch (DamagedFileSystemException e) {
            progress.accept("XFS cannot be read without libguestfs: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Partition marked(List<Partition> candidates) throws IOException {
        for (Partition candidate : candidates) {
            try (Volume volume = Volume.open(image, candidate)) {
                for (String mark : RootPlaces.MARKS) {
                    if (volume.has(mark.substring(1).split("/", -1))) {
                        return candidate;
                    }
                }
            }
        }
        return largest(candidates);
    }

    private static Partition largest(List<Partition> candidates) {
        return candidates.stream().max(Comparator.comparingLong(Partition::length)).orElseThrow();
    }

    private static Path half(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /**
     * Finds the root partition and has libguestfs make its copy.
     *
     * @param candidates at least one
     */
    Partition make(List<Partition> candidates)
            throws BuildException, IOException, InterruptedException {
        progress.accept(
                "looking into %s with libguestfs; this takes minutes where there is no KVM"
                        .formatted(candidates.get(0)));
        RootPlaces places =
                new RootPlaces(candidates.stream().map(AppliancePartition::new).toList());
        places.answer(
                guestfish.run(
                        "looking for the root file system",
                        places.ask(GuestfishScript.reading(image))));
        RootPlaces.Place root = places.find().orElseGet(() -> places.plain(largest(candidates)));
        copy(root, places.parts(root));
        return root.device().partition();
    }

    private void copy(RootPlaces.Place root, List<RootPlaces.Part> parts)
            throws BuildException, IOException, InterruptedException {
        Partition partition = root.device().partition();
        Path file = file(image, partition);
        requireSpace(file.toAbsolutePath().resolveSibling("."), partition);
        Path half = half(file);
        try (RandomAccessFile hole = new RandomAccessFile(half.toFile(), "rw")) {
            hole.setLength(partition.length() + ROOM);
        }
        GuestfishScript script = GuestfishScript.reading(image).attach(half);
        root.device().mount(script, false);
        script.then("mkfs", "ext4", "/dev/sdb");
        script.then("mkmountpoint", "/copy");
        script.then("mount", "/dev/sdb", "/copy");
        parts.forEach(part -> part.copy(script, "/copy"));
        script.then("umount", "/copy");
        guestfish.run(DOING, root.device().unmount(script));
        Files.move(half, file);
    }

    /** Without space, the appliance would stand still and not fail. */
    private void requireSpace(Path folder, Partition partition) throws BuildException, IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        long used = FileSystemUsage.usedBytes(image, partition);
        if (free < Math.min(used, partition.length())) {
            throw new HostException(
                    "%s: no space left in %s: %s are free, up to %s are needed"
                            .formatted(
                                    DOING,
                                    folder.normalize(),
                                    new DataSize(Math.max(0, free)),
                                    new DataSize(used)),
                    "free some space there, or build in a folder on a larger file system");
        }
    }
}

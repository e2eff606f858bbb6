package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.disk.RangeCopy;

/** Disks with a root file system that e2fsprogs cannot open, made without mounting. */
final class ForeignDisks {

    private static final long MIB = DiskImages.MIB;

    /** mkfs.xfs makes nothing smaller. */
    private static final long XFS_BYTES = 320 * MIB;

    private static final long BTRFS_BYTES = 256 * MIB;
    private static final long BTRFS_OFFSET = 3 * MIB;

    private ForeignDisks() {}

    /** One partition on an MBR disk, from the content that a fixture has so far. */
    static void installXfs(StepFixture fixture) throws Exception {
        Path scratch = Files.createDirectory(fixture.content.resolveSibling("scratch"));
        Path prototype = scratch.resolve("prototype");
        List<String> lines = new ArrayList<>(List.of("-", "0 0", "d--755 0 0"));
        describe(fixture.content, lines);
        Files.write(prototype, lines);
        Path partition = DiskImages.empty(scratch.resolve("partition"), XFS_BYTES);
        tool("mkfs.xfs", "-q", "-p", prototype.toString(), partition.toString());
        Path disk = DiskImages.empty(fixture.workspace.rawDisk(), MIB + XFS_BYTES);
        DiskImages.partition(disk, "label: dos\nstart=2048, type=83\n");
        DiskImages.write(disk, 0, new byte[] {(byte) 0xeb, 0x63});
        RangeCopy.restore(partition, disk, MIB, XFS_BYTES);
    }

    /** A GPT disk in openSUSE's way: the root is a snapshot, /var a subvolume beside it. */
    static void installBtrfs(StepFixture fixture) throws Exception {
        Path scratch = Files.createDirectory(fixture.content.resolveSibling("scratch"));
        Path partition = DiskImages.empty(scratch.resolve("partition"), BTRFS_BYTES);
        tool("mkfs.btrfs", "-q", partition.toString());
        Path script = scratch.resolve("script");
        Files.writeString(
                script,
                """
                add %s format:raw
                run
                mount /dev/sda /
                btrfs-subvolume-create /@
                btrfs-subvolume-create /@/var
                mkdir-p /@/.snapshots/1
                btrfs-subvolume-create /@/.snapshots/1/snapshot
                btrfs-subvolume-set-default 258 /
                copy-in %s /@/.snapshots/1/snapshot
                copy-in %s /@/.snapshots/1/snapshot
                copy-in %s /@/.snapshots/1/snapshot
                mkdir /@/.snapshots/1/snapshot/var
                copy-in %s /@
                """
                        .formatted(
                                partition,
                                fixture.content.resolve("etc"),
                                fixture.content.resolve("usr"),
                                fixture.content.resolve("boot"),
                                fixture.content.resolve("var")));
        tool(
                "env",
                "LIBGUESTFS_BACKEND=direct",
                "LIBGUESTFS_BACKEND_SETTINGS=force_tcg",
                "guestfish",
                "-f",
                script.toString());
        Path disk =
                DiskImages.empty(fixture.workspace.rawDisk(), BTRFS_OFFSET + BTRFS_BYTES + 2 * MIB);
        DiskImages.partition(
                disk,
                """
                label: gpt
                start=2048, size=4096, type=21686148-6449-6E6F-744E-656564454649
                start=6144, size=%d
                """
                        .formatted(BTRFS_BYTES / 512));
        DiskImages.write(disk, 0, new byte[] {(byte) 0xeb, 0x63});
        RangeCopy.restore(partition, disk, BTRFS_OFFSET, BTRFS_BYTES);
    }

    /** Fails unless the programs of this host find nothing, either. */
    static void assertCleanXfs(StepFixture fixture) throws Exception {
        tool("xfs_repair", "-n", "-f", extract(fixture, MIB, XFS_BYTES));
    }

    /** The same. */
    static void assertCleanBtrfs(StepFixture fixture) throws Exception {
        tool("btrfs", "check", "--readonly", extract(fixture, BTRFS_OFFSET, BTRFS_BYTES));
    }

    private static String extract(StepFixture fixture, long offset, long length) throws Exception {
        Path partition = fixture.content.resolveSibling("scratch/result");
        RangeCopy.extract(fixture.workspace.rawDisk(), offset, length, partition);
        return partition.toString();
    }

    /** In the form of mkfs.xfs' prototype files. */
    private static void describe(Path folder, List<String> lines) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (Files.isSymbolicLink(file)) {
                    lines.add("%s l--777 0 0 %s".formatted(name, Files.readSymbolicLink(file)));
                } else if (Files.isDirectory(file)) {
                    lines.add(name + " d--755 0 0");
                    describe(file, lines);
                } else {
                    lines.add("%s ---%s 0 0 %s".formatted(name, mode(file), file));
                }
            }
        }
        lines.add("$");
    }

    private static String mode(Path file) throws IOException {
        boolean secret =
                !Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        return Map.of(true, "600", false, "644").get(secret);
    }

    private static void tool(String... command) throws Exception {
        DiskImages.run(List.of(command), Path.of("/dev/null"));
    }
}

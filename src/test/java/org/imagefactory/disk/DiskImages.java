package org.imagefactory.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Makes disk images for tests with the tools that installers use. */
public final class DiskImages {

    public static final int MIB = 1 << 20;

    private DiskImages() {}

    /** A new file that is one hole. */
    public static Path empty(Path file, long bytes) throws IOException {
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(bytes);
        }
        return file;
    }

    /**
     * What an installer leaves: a new disk with one partition, which has an ext file system with
     * the content of a folder.
     */
    public static Path installed(Path file, long bytes, String type, Path content)
            throws Exception {
        Path disk = empty(file, bytes);
        partition(disk, "label: dos\nstart=2048, type=83\n");
        mkfs(disk, type, MIB, bytes - MIB, content);
        return disk;
    }

    /** Writes a partition table with sfdisk. */
    public static void partition(Path disk, String script) throws Exception {
        Path input = Files.writeString(disk.resolveSibling("sfdisk.in"), script);
        run(List.of("sfdisk", "-q", disk.toString()), input);
        Files.delete(input);
    }

    /** Makes an ext file system in a disk, with the content of a folder. */
    public static void mkfs(Path disk, String type, long offset, long bytes, Path content)
            throws Exception {
        run(
                List.of(
                        "mke2fs",
                        "-q",
                        "-F",
                        "-t",
                        type,
                        "-d",
                        content.toString(),
                        "-E",
                        "offset=" + offset + ",root_owner=0:0",
                        disk.toString(),
                        bytes / 1024 + "k"),
                Path.of("/dev/null"));
    }

    /** Runs a program; what it prints matters only if it fails. */
    public static String run(List<String> command, Path input) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(input.toFile());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + output);
        }
        return output;
    }

    public static void write(Path disk, long offset, byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.seek(offset);
            file.write(bytes);
        }
    }

    /** Copies a part of a file, small enough for memory. */
    public static byte[] read(Path disk, long offset, int length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "r")) {
            byte[] bytes = new byte[length];
            file.seek(offset);
            file.readFully(bytes);
            return bytes;
        }
    }

    /** Bytes that the file takes on the disk. */
    public static long allocated(Path file) throws Exception {
        return Long.parseLong(
                        run(List.of("stat", "-c", "%b", file.toString()), Path.of("/dev/null"))
                                .strip())
                * 512;
    }

    static void truncate(Path disk, long bytes) throws IOException {
        try (var channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }
}

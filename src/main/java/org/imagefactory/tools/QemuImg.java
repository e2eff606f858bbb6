package org.imagefactory.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;

/**
 * qemu-img. It runs in the folder of its files and gets bare names, because it takes a colon in a
 * path for the end of a protocol's name.
 */
public final class QemuImg {

    // as many as qemu-img allows; each waits for one read or write of the host most of its time
    private static final int COROUTINES = 16;

    private static final Pattern PROGRESS = Pattern.compile("\\(([0-9]{1,3})\\.[0-9]+/100%\\)");

    private static final Pattern EXTENT =
            Pattern.compile(
                    "\"start\": ([0-9]{1,18}), \"length\": ([0-9]{1,18}),.*\"zero\": false,"
                            + " \"data\": true");

    private final ProcessRunner runner;

    public QemuImg(ProcessRunner runner) {
        this.runner = runner;
    }

    /** Makes an empty raw disk, all of it a hole. */
    public static Command create(Path folder, String name, DataSize size) {
        return create(folder, DiskFormat.RAW, name, size);
    }

    /** Makes an empty qcow2 disk, a file of a few clusters. */
    public static Command createQcow2(Path folder, String name, DataSize size) {
        return create(folder, DiskFormat.QCOW2, name, size);
    }

    private static Command create(Path folder, DiskFormat format, String name, DataSize size) {
        return Command.of(
                        Program.QEMU_IMG,
                        "create",
                        "-q",
                        "-f",
                        format.suffix(),
                        name,
                        Long.toString(size.bytes()))
                .in(folder);
    }

    /**
     * Converts a raw disk. Clusters are written in the order in which they are ready ({@code -W}):
     * their order in the file means nothing to its readers, and compression uses all processors.
     */
    public static Command convert(
            Path folder, String raw, DiskFormat format, Compression compression, String target) {
        List<String> arguments =
                new ArrayList<>(List.of("convert", "-p", "-f", "raw", "-O", format.suffix()));
        if (format == DiskFormat.QCOW2 && compression != Compression.NONE) {
            arguments.addAll(List.of("-c", "-o", "compression_type=" + Choice.name(compression)));
        }
        arguments.addAll(List.of("-W", "-m", Integer.toString(COROUTINES), raw, target));
        return Command.of(Program.QEMU_IMG, arguments).in(folder);
    }

    /**
     * Tells the size of an image, and whether it needs other files, as JSON.
     *
     * @param image absolute: no part of such a name is taken for a protocol
     * @param format never guessed: what an image says it is can open any file of the host
     */
    public static Command info(Path image, String format) {
        return Command.of(
                Program.QEMU_IMG, "info", "-f", format, "--output=json", image.toString());
    }

    /** Lists which parts of an image hold data, as JSON, one line for each. */
    public static Command map(Path image, String format) {
        return Command.of(Program.QEMU_IMG, "map", "-f", format, "--output=json", image.toString())
                .quietly();
    }

    /**
     * Makes a raw disk of any image; what is zero there becomes a hole.
     *
     * @param image absolute
     * @param format as we read it from its header, so that the content cannot choose another
     * @param raw absolute
     */
    public static Command toRaw(Path image, String format, Path raw) {
        return Command.of(
                Program.QEMU_IMG,
                List.of(
                        "convert",
                        "-f",
                        format,
                        "-O",
                        "raw",
                        "-W",
                        "-m",
                        Integer.toString(COROUTINES),
                        image.toString(),
                        raw.toString()));
    }

    /**
     * Copies the start of a disk.
     *
     * @param image absolute
     * @param format as we read it from its header
     * @param raw absolute
     */
    public static Command firstMebibyte(Path image, String format, Path raw) {
        return Command.of(
                Program.QEMU_IMG,
                "dd",
                "-f",
                format,
                "-O",
                "raw",
                "bs=1048576",
                "count=1",
                "if=" + image,
                "of=" + raw);
    }

    /** Checks the tables of an image against each other; reads no guest data. */
    public static Command check(Path folder, DiskFormat format, String name) {
        return Command.of(Program.QEMU_IMG, "check", "-q", "-f", format.suffix(), name).in(folder);
    }

    /**
     * Reads an image and the raw disk that it was made of; exit status 1 says that they differ.
     * Holes of both are passed over.
     */
    public static Command compare(Path folder, String raw, DiskFormat format, String name) {
        return Command.of(
                        Program.QEMU_IMG,
                        "compare",
                        "-q",
                        "-f",
                        "raw",
                        "-F",
                        format.suffix(),
                        raw,
                        name)
                .in(folder)
                .succeedingWith(Set.of(0, 1));
    }

    /** Whether the two images of {@link #compare} hold the same. */
    public boolean equal(Command compare) throws CommandException, InterruptedException {
        return runner.run(compare).exitStatus() == 0;
    }

    /**
     * Makes a disk that takes all writes in place of another, which is only read.
     *
     * @param backing absolute, so that a colon in it is no protocol's
     */
    public static Command overlay(Path folder, String name, Path backing, DiskFormat format) {
        return Command.of(
                        Program.QEMU_IMG,
                        "create",
                        "-q",
                        "-f",
                        "qcow2",
                        "-F",
                        format.suffix(),
                        "-b",
                        backing.toString(),
                        name)
                .in(folder);
    }

    /** Percentage in a line of {@code -p}, which looks like {@code (12.50/100%)}. */
    static OptionalInt progress(String line) {
        Matcher matcher = PROGRESS.matcher(line);
        return matcher.find()
                ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
                : OptionalInt.empty();
    }

    /** What {@link #info} says about an image. */
    public ImageInfo read(Path image, String format) throws CommandException, InterruptedException {
        return ImageInfo.parse(runner.run(info(image, format)).text());
    }

    /**
     * How many bytes of an image are data. Parts of a disk may share one place in the file, so that
     * these can be far more than the file has.
     *
     * @param enough stops counting when there are that many
     */
    public long dataBytes(Path image, String format, long enough)
            throws CommandException, InterruptedException {
        long[] sum = {0};
        try {
            eachExtent(
                    image,
                    format,
                    (offset, length) -> {
                        sum[0] += length;
                        if (sum[0] >= enough) {
                            throw new Enough();
                        }
                    });
        } catch (Enough e) {
            return enough;
        }
        return sum[0];
    }

    /** Takes a part of an image, in bytes. */
    @FunctionalInterface
    public interface ExtentTaker {
        void take(long offset, long length);
    }

    /** Tells in their order the parts of an image that hold data, some of which may be zeros. */
    public void eachExtent(Path image, String format, ExtentTaker taker)
            throws CommandException, InterruptedException {
        runner.run(
                map(image, format),
                (stream, line) -> {
                    Matcher extent = EXTENT.matcher(line);
                    if (extent.find()) {
                        taker.take(
                                Long.parseLong(extent.group(1)), Long.parseLong(extent.group(2)));
                    }
                });
    }

    /** Ends qemu-img. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * @param command one of this class's commands
     */
    public void run(Command command) throws CommandException, InterruptedException {
        runner.run(command);
    }

    /**
     * @param command one of this class's commands
     * @param percent hears the progress
     */
    public void run(Command command, IntConsumer percent)
            throws CommandException, InterruptedException {
        runner.run(command, (stream, line) -> progress(line).ifPresent(percent));
    }
}

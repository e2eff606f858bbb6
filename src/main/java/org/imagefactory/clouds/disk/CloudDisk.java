package org.imagefactory.clouds.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.disk.ImageFormat;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.PartitionRole;
import org.imagefactory.disk.PartitionTable;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.spec.DataSize;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.ImageInfo;
import org.imagefactory.tools.QemuImg;

/** The disk of a target image, which the OS plugin has left as a raw or a qcow2 image. */
public final class CloudDisk {

    /** Compression of a large disk on a slow host. */
    private static final Duration LIMIT = Duration.ofHours(12);

    /** As many as qemu-img allows. */
    private static final String COROUTINES = "16";

    /** The tables of an image beside its data. */
    private static final long TABLES = 16L << 20;

    private static final String SPACE = "free some space there";

    private final ProcessRunner runner;
    private final QemuImg qemuImg;

    public CloudDisk(ProcessRunner runner) {
        this.runner = runner;
        this.qemuImg = new QemuImg(runner);
    }

    /**
     * A disk image.
     *
     * @param file absolute
     * @param format by qemu-img's name
     * @param bytes of the disk that it is
     */
    public record Source(Path file, String format, long bytes) {

        /** Whether the file is the disk. */
        public boolean isRaw() {
            return format.equals("raw");
        }
    }

    /**
     * Tells what an image is.
     *
     * @throws ImageCheckException it is no image, an empty one, or needs other files
     */
    public Source look(Path image) throws BuildException, InterruptedException {
        Path file = image.toAbsolutePath();
        String doing = "looking at the image";
        try {
            String format = ImageFormat.name(file);
            ImageInfo info = qemuImg.read(file, format);
            if (info.virtualBytes() <= 0) {
                throw new ImageCheckException(doing + ": it is empty", "");
            }
            if (info.otherFile().isPresent()) {
                throw new ImageCheckException(doing + ": it needs another file", "");
            }
            return new Source(file, format, info.virtualBytes());
        } catch (IOException e) {
            throw DiskFailures.io(doing, folder(file), e);
        } catch (CommandException e) {
            throw DiskFailures.command(doing, folder(file), e);
        }
    }

    /**
     * Gives the image of a job another form.
     *
     * @throws BuildException the host has no space, or qemu-img fails; the image is what it was
     */
    public void become(TargetImageJob job, DiskForm form)
            throws BuildException, InterruptedException {
        Source source = look(job.body());
        if (form == DiskForm.RAW) {
            if (source.isRaw()) {
                own(job);
            } else {
                replace(job, raw(job, 1));
            }
            return;
        }
        if (source.bytes() % form.unit() != 0) {
            source = grown(job, form.unit());
        }
        replace(job, convert(job, source, form, 1));
    }

    /**
     * The image of a job as a raw disk in the job's folder, where tools may leave small files
     * beside it: a link to the body, or a converted copy.
     *
     * @param share of the job's work that this is
     */
    public Path raw(TargetImageJob job, double share) throws BuildException, InterruptedException {
        Path raw = job.folder().toAbsolutePath().resolve("disk.raw");
        if (Files.exists(raw)) {
            return raw;
        }
        Source source = look(job.body());
        if (!source.isRaw()) {
            return convert(job, source, DiskForm.RAW, share);
        }
        try {
            return Files.createSymbolicLink(raw, source.file());
        } catch (IOException e) {
            throw DiskFailures.io("preparing the image", job.folder(), e);
        }
    }

    /** The same with more at its end, so that it is a multiple of so many bytes long. */
    private Source grown(TargetImageJob job, long unit)
            throws BuildException, InterruptedException {
        Path raw = raw(job, 0.5);
        if (Files.isSymbolicLink(raw)) {
            own(job);
        }
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            Source source = new Source(raw, "raw", file.length());
            long bytes = wholeBytes(job, source, unit);
            file.setLength(bytes);
            return new Source(raw, "raw", bytes);
        } catch (IOException e) {
            throw DiskFailures.io("making the disk larger", folder(raw), e);
        }
    }

    /** The size of a disk that is a multiple of so many bytes; the log tells if it is another. */
    public static long wholeBytes(TargetImageJob job, Source source, long unit) {
        long bytes = (source.bytes() + unit - 1) / unit * unit;
        if (bytes != source.bytes()) {
            job.log(
                    "the disk has %s; it is made %s large"
                            .formatted(new DataSize(source.bytes()), new DataSize(bytes)));
        }
        return bytes;
    }

    /** Where the body is a link to somebody's image, which nobody may change, it becomes a copy. */
    private void own(TargetImageJob job) throws BuildException, InterruptedException {
        Path body = body(job);
        if (!Files.isSymbolicLink(body)) {
            return;
        }
        Path copy = job.folder().toAbsolutePath().resolve("copy");
        try {
            Source source = look(body);
            requireSpace(job.folder(), dataBytes(source));
            qemuImg.run(command(source, DiskForm.RAW, copy));
            replace(job, copy);
        } catch (CommandException e) {
            throw DiskFailures.command("copying the image", job.folder(), e);
        }
    }

    /**
     * Whether only an UEFI can start a disk: it has a partition for that, and none for a BIOS.
     *
     * @param folder takes a small file for a moment
     */
    public boolean needsEfi(Source source, Path folder)
            throws BuildException, InterruptedException {
        Path start = folder.toAbsolutePath().resolve("start.raw");
        try {
            Files.deleteIfExists(start);
            qemuImg.run(QemuImg.firstMebibyte(source.file(), source.format(), start));
            // what is not there reads as zeros: the tables alone are looked at
            try (RandomAccessFile file = new RandomAccessFile(start.toFile(), "rw")) {
                file.setLength(source.bytes());
            }
            List<PartitionRole> roles =
                    PartitionTable.read(start).partitions().stream().map(Partition::role).toList();
            return roles.contains(PartitionRole.ESP) && !roles.contains(PartitionRole.BIOS_BOOT);
        } catch (ImageCheckException e) {
            return false;
        } catch (IOException e) {
            throw DiskFailures.io("looking at the partitions", folder, e);
        } catch (CommandException e) {
            throw DiskFailures.command("looking at the partitions", folder, e);
        }
    }

    /**
     * Makes an image in the job's folder.
     *
     * @param share of the job's work that this is
     */
    public Path convert(TargetImageJob job, Source source, DiskForm form, double share)
            throws BuildException, InterruptedException {
        String activity = "Converting the image to " + form.description();
        Path made = job.folder().toAbsolutePath().resolve("disk." + form.format());
        job.progress(activity, 0);
        try {
            requireSpace(job.folder(), dataBytes(source));
            qemuImg.run(
                    command(source, form, made),
                    percent -> job.progress(activity, share * percent / 100));
            if (form.isChecked()) {
                runner.run(
                        Command.of(
                                Program.QEMU_IMG,
                                "check",
                                "-q",
                                "-f",
                                form.format(),
                                made.toString()));
            }
            return made;
        } catch (CommandException e) {
            throw DiskFailures.command(activity, job.folder(), e);
        }
    }

    /** Puts a finished file of the job's folder into the place of the job's body. */
    public static void replace(TargetImageJob job, Path made)
            throws BuildException, InterruptedException {
        try {
            FinishedFile.move(made, body(job));
        } catch (IOException e) {
            throw DiskFailures.io("storing the image", folder(body(job)), e);
        }
    }

    /** How much of the disk is data, in bytes. */
    public long dataBytes(Source source) throws CommandException, InterruptedException {
        return qemuImg.dataBytes(source.file(), source.format(), source.bytes());
    }

    /** Tells in their order the parts of a disk that may be other than zeros. */
    public void eachExtent(Source source, QemuImg.ExtentTaker taker)
            throws CommandException, InterruptedException {
        qemuImg.eachExtent(source.file(), source.format(), taker);
    }

    /**
     * Looks whether there is room for a file.
     *
     * @param bytes of data that may be written
     * @throws HostException there is not
     */
    public static void requireSpace(Path folder, long bytes)
            throws BuildException, InterruptedException {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < bytes + TABLES) {
                throw new HostException(
                        "no space left in %s: %s are free, up to %s are needed"
                                .formatted(
                                        folder, new DataSize(free), new DataSize(bytes + TABLES)),
                        SPACE);
            }
        } catch (IOException e) {
            throw DiskFailures.io("looking for free space", folder, e);
        }
    }

    static Command command(Source source, DiskForm form, Path made) {
        List<String> arguments = new ArrayList<>(List.of("convert", "-p", "-f", source.format()));
        arguments.addAll(List.of("-O", form.format()));
        arguments.addAll(form.options());
        if (!form.isOrdered()) {
            arguments.add("-W");
        }
        arguments.addAll(List.of("-m", COROUTINES, source.file().toString(), made.toString()));
        return Command.of(Program.QEMU_IMG, arguments).within(LIMIT);
    }

    private static Path body(TargetImageJob job) {
        return job.body().toAbsolutePath();
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().resolveSibling(".").normalize();
    }
}

package org.imagefactory.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.disk.ImageFormat;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.TemporaryFolder;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.ImageInfo;
import org.imagefactory.tools.QemuImg;

/**
 * Checks an image file, whoever made it. The file need only be readable, its folder too: all work
 * is done in a temporary folder.
 */
public final class FileLint {

    /** Formats of one file; others name further files in a way that could be any of the host's. */
    private static final Set<String> FORMATS = Set.of("qcow2", "qed", "vdi", "vhdx", "vpc");

    private static final String RAW = "raw";

    /** What is compressed well becomes a hundred times as much, zeros aside. */
    private static final long MOST_EXPANSION = 1000;

    /** A small image may be what is left of a disk full of the same thing. */
    private static final long LARGEST_BY_ITSELF = 16L << 30;

    private final QemuImg qemuImg;
    private final Debugfs debugfs;
    private final Guestfish guestfish;
    private final Path temporaryFolder;

    /**
     * @param temporaryFolder gets a raw copy of an image in another format, as long as the check
     *     runs
     */
    public FileLint(ProcessRunner runner, Path temporaryFolder) {
        this.qemuImg = new QemuImg(runner);
        this.debugfs = new Debugfs(runner);
        this.guestfish = new Guestfish(runner, VirtType.AUTO);
        this.temporaryFolder = temporaryFolder;
    }

    /**
     * @param file absolute
     * @param cleanup gets the undo of everything
     * @return empty if all is well
     * @throws HostException the file cannot be read, or there is no room for a copy
     * @throws ImageCheckException it is no image, or has no file system that can be looked into
     */
    public List<LintFinding> lint(Path file, Set<LintRule> rules, CleanupStack cleanup)
            throws BuildException, InterruptedException {
        requireReadable(file);
        try {
            Path folder = TemporaryFolder.create(temporaryFolder, cleanup);
            Path raw = folder.resolve("disk.raw");
            provide(file.toRealPath(), raw);
            return new Linter(debugfs, Optional.empty()).lint(read(raw), rules);
        } catch (IOException e) {
            throw DiskFailures.io("preparing the check", temporaryFolder, e);
        }
    }

    /** Nobody knows of an installer here, whose mistakes the advice would be about. */
    private InstalledDisk read(Path raw) throws BuildException, InterruptedException {
        try {
            return new DiskReader(debugfs, guestfish).read(raw, false, progress -> {});
        } catch (ImageCheckException e) {
            throw new ImageCheckException(String.valueOf(e.getMessage()), "", e);
        }
    }

    private static void requireReadable(Path file) throws HostException {
        if (!Files.exists(file)) {
            throw new HostException("there is no such file", "");
        }
        if (!Files.isRegularFile(file)) {
            throw new HostException("is no regular file", "name an image file");
        }
        if (!Files.isReadable(file)) {
            throw new HostException("you may not read the file", "");
        }
    }

    private void provide(Path image, Path raw)
            throws IOException, BuildException, InterruptedException {
        String format = ImageFormat.name(image);
        if (format.equals(RAW)) {
            Files.createSymbolicLink(raw, image);
            return;
        }
        if (!FORMATS.contains(format)) {
            throw new ImageCheckException(
                    "cannot look into the format '%s'".formatted(format),
                    "make a raw or qcow2 image of it with 'qemu-img convert'");
        }
        requireRoom(image, format);
        try {
            qemuImg.run(QemuImg.toRaw(image, format, raw));
        } catch (CommandFailedException e) {
            if (e.lastLines().stream().anyMatch(line -> line.contains("No space left"))) {
                throw noRoom();
            }
            throw damaged(e);
        } catch (CommandException e) {
            throw DiskFailures.command("making a raw copy", temporaryFolder, e);
        }
    }

    /**
     * An image tells how large its raw copy becomes, and may lie by a factor of millions: all parts
     * of the disk can be the same part of the file.
     */
    private void requireRoom(Path image, String format)
            throws IOException, BuildException, InterruptedException {
        long free = Files.getFileStore(temporaryFolder).getUsableSpace();
        long most = Math.max(LARGEST_BY_ITSELF, MOST_EXPANSION * Files.size(image));
        try {
            ImageInfo info = qemuImg.read(image, format);
            if (info.otherFile().isPresent()) {
                throw new ImageCheckException(
                        "the image needs another file: "
                                + PrintableText.exact(info.otherFile().get()),
                        "make one image of them with 'qemu-img convert'");
            }
            if (info.virtualBytes() <= Math.min(free, most)) {
                return;
            }
            long data = qemuImg.dataBytes(image, format, most);
            if (data >= most) {
                throw new ImageCheckException(
                        "its %d bytes would unfold to more than %s, as those of no real image"
                                .formatted(Files.size(image), new DataSize(most)),
                        "");
            }
            if (data > free) {
                throw noRoom();
            }
        } catch (CommandFailedException e) {
            throw damaged(e);
        } catch (CommandException e) {
            throw DiskFailures.command("reading the image", temporaryFolder, e);
        }
    }

    private HostException noRoom() {
        return new HostException(
                "no space for a raw copy in " + temporaryFolder,
                "free some space there, or set TMPDIR to a folder with more");
    }

    private static ImageCheckException damaged(CommandFailedException e) {
        return new ImageCheckException("qemu-img cannot read the image: " + e.getMessage(), "", e);
    }
}

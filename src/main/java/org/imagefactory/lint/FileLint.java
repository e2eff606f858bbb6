package org.imagefactory.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.GuestText;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.FolderTree;
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
            Path folder = Files.createTempDirectory(temporaryFolder, "image-factory-lint-");
            cleanup.always("remove " + folder, () -> FolderTree.delete(folder));
            Path raw = folder.resolve("disk.raw");
            provide(file.toRealPath(), raw);
            InstalledDisk disk =
                    new DiskReader(debugfs, guestfish).read(raw, false, progress -> {});
            return new Linter(debugfs, Optional.empty()).lint(disk, rules);
        } catch (IOException e) {
            throw DiskFailures.io("preparing the check", temporaryFolder, e);
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
        ImageInfo info = info(image);
        if (info.format().equals(RAW)) {
            Files.createSymbolicLink(raw, image);
            return;
        }
        if (info.otherFile().isPresent()) {
            throw new ImageCheckException(
                    "the image needs another file: " + GuestText.printable(info.otherFile().get()),
                    "make one image of them with 'qemu-img convert'");
        }
        if (!FORMATS.contains(info.format())) {
            throw new ImageCheckException(
                    "cannot look into the format '%s'".formatted(info.format()),
                    "make a raw or qcow2 image of it with 'qemu-img convert'");
        }
        try {
            qemuImg.run(QemuImg.toRaw(image, info.format(), raw));
        } catch (CommandFailedException e) {
            if (e.lastLines().stream().anyMatch(line -> line.contains("No space left"))) {
                throw new HostException(
                        "no space for a raw copy in " + temporaryFolder,
                        "free some space there, or set TMPDIR to a folder with more",
                        e);
            }
            throw damaged(e);
        } catch (CommandException e) {
            throw DiskFailures.command("making a raw copy", temporaryFolder, e);
        }
    }

    private ImageInfo info(Path image) throws BuildException, InterruptedException {
        try {
            return qemuImg.read(image);
        } catch (CommandFailedException e) {
            throw damaged(e);
        } catch (CommandException e) {
            throw DiskFailures.command("reading the image", temporaryFolder, e);
        }
    }

    private static ImageCheckException damaged(CommandFailedException e) {
        return new ImageCheckException("qemu-img cannot read the image: " + e.getMessage(), "", e);
    }
}

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
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.guest.RawView;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.TemporaryFolder;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.QemuImg;

/**
 * Checks an image file, whoever made it. The file need only be readable, its folder too: all work
 * is done in a temporary folder.
 */
public final class FileLint {

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
            new RawView(qemuImg, temporaryFolder).provide(file.toRealPath(), raw, RawView.FORMATS);
            return new Linter(debugfs, Optional.empty()).lint(read(raw), rules);
        } catch (IOException e) {
            throw DiskFailures.io("preparing the check", temporaryFolder, e);
        }
    }

    /** Nobody knows of an installer here, whose mistakes the advice would be about. */
    private InstalledDisk read(Path raw) throws BuildException, InterruptedException {
        try {
            return DiskReader.only(debugfs, guestfish).read(raw, false, progress -> {});
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
}

package org.imagefactory.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.guest.RawView;
import org.imagefactory.manifest.GuestPackages;
import org.imagefactory.manifest.Inventory;
import org.imagefactory.manifest.PackageDatabaseException;
import org.imagefactory.manifest.SourceListFile;
import org.imagefactory.manifest.SourceListFile.SourceList;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.TemporaryFolder;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.QemuImg;
import org.imagefactory.tools.Rpm;

/**
 * Finds out what is installed in a file: a list of source packages, or an image with one, or not.
 */
public final class ForeignSources {

    private static final String SUFFIX = "." + DocumentKind.SOURCES.suffix();

    private final ProcessRunner runner;
    private final Path temporaryFolder;

    /**
     * @param temporaryFolder gets a raw copy of an image in another format, as long as it is read
     */
    public ForeignSources(ProcessRunner runner, Path temporaryFolder) {
        this.runner = runner;
        this.temporaryFolder = temporaryFolder;
    }

    /**
     * @param file absolute
     * @param cleanup gets the undo of everything
     * @throws BuildException it is neither a list nor an image that can be looked into
     * @throws InterruptedException the calling thread was interrupted
     */
    public SourceList read(Path file, CleanupStack cleanup)
            throws BuildException, InterruptedException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new HostException("is no file that you may read", "");
        }
        try {
            Path list = file.toString().endsWith(SUFFIX) ? file : beside(file);
            if (Files.exists(list)) {
                return SourceListFile.read(list);
            }
            return inside(file, TemporaryFolder.create(temporaryFolder, cleanup));
        } catch (PackageDatabaseException e) {
            throw new ImageCheckException(
                    "its package database cannot be read: " + e.getMessage(), "", e);
        } catch (CommandException e) {
            throw DiskFailures.command("listing the packages", temporaryFolder, e);
        } catch (IOException e) {
            throw DiskFailures.io("listing the packages", temporaryFolder, e);
        }
    }

    private static Path beside(Path image) {
        String name = image.toFile().getName();
        String base =
                ResultKind.imageSuffix(name)
                        .map(suffix -> name.substring(0, name.length() - suffix.length() - 1))
                        .orElse(name);
        return image.resolveSibling(base + SUFFIX);
    }

    private SourceList inside(Path image, Path folder)
            throws IOException,
                    CommandException,
                    BuildException,
                    PackageDatabaseException,
                    InterruptedException {
        Path raw = folder.resolve("disk.raw");
        new RawView(new QemuImg(runner), temporaryFolder)
                .provide(image.toRealPath(), raw, RawView.FORMATS);
        Debugfs debugfs = new Debugfs(runner);
        InstalledDisk installed =
                DiskReader.only(debugfs, new Guestfish(runner, VirtType.AUTO))
                        .read(raw, false, progress -> {});
        Path copies = Files.createDirectory(folder.resolve("package-database"));
        Optional<Inventory> inventory =
                new GuestPackages(
                                debugfs,
                                new Rpm(runner),
                                installed.locate(installed.root()),
                                copies)
                        .read();
        return SourceListFile.of(
                inventory.orElseThrow(
                        () ->
                                new ImageCheckException(
                                        "the image has no package database",
                                        "name an image of a system with dpkg or rpm")));
    }
}

package org.imagefactory.tinman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.RawView;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.tdl.Icicle;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.QemuImg;

/** Makes a base image of a disk image that somebody else has made, which is only read. */
public final class ImageImport {

    /** Formats of one file. */
    private static final Set<String> FORMATS = Set.of("qcow2", "vmdk");

    private static final String RAW = "disk.raw";

    private final ProcessRunner runner;
    private final Clock clock;

    /**
     * @param runner starts the tools that look into the image
     * @param clock for the name of the template
     */
    public ImageImport(ProcessRunner runner, Clock clock) {
        this.runner = runner;
        this.clock = clock;
    }

    /**
     * What an import comes to, beside the body.
     *
     * @param template a valid TDL document that describes the system
     * @param icicle what is installed; empty if the system's list cannot be read
     */
    public record Imported(String template, Optional<String> icicle) {}

    /**
     * @param image raw, qcow2 or vmdk, as its own first bytes say
     * @param body gets the disk as qcow2
     * @param folder for this import alone
     * @param log hears what happens, by lines
     * @throws BuildException it has not exactly one system, or not one that templates are for
     * @throws InterruptedException the calling thread was interrupted
     */
    public Imported run(Path image, Path body, Path folder, Consumer<String> log)
            throws BuildException, InterruptedException {
        requireReadable(image);
        QemuImg qemuImg = new QemuImg(runner);
        try {
            log.accept("looking into " + image);
            Path raw = folder.resolve(RAW);
            new RawView(qemuImg, folder).provide(image.toRealPath(), raw, FORMATS);
            FoundSystem system = new SystemFinder(runner, log).find(raw);
            String template = ImportTemplate.of(system, clock.instant());
            log.accept(
                    "found %s %s (%s)".formatted(system.name(), system.version(), system.arch()));
            log.accept("converting it to qcow2");
            qemuImg.run(
                    QemuImg.convert(
                            folder,
                            RAW,
                            DiskFormat.QCOW2,
                            Compression.NONE,
                            body.toAbsolutePath().toString()));
            return new Imported(
                    template,
                    system.packages()
                            .map(names -> Icicle.of(ImportTemplate.parse(template), names))
                            .map(Icicle::toXml));
        } catch (IOException e) {
            throw DiskFailures.io("importing the image", folder, e);
        } catch (CommandException e) {
            throw DiskFailures.command("importing the image", folder, e);
        }
    }

    private static void requireReadable(Path image) throws HostException {
        if (!Files.isRegularFile(image) || !Files.isReadable(image)) {
            throw new HostException(
                    "%s is no file that can be read".formatted(image), "name a disk image");
        }
    }
}

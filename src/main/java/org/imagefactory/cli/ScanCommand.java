package org.imagefactory.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.ImageFactory;
import org.imagefactory.StoredScans;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.BuildListener;
import org.imagefactory.scan.ScanResult;
import org.imagefactory.scan.Scanner;
import org.imagefactory.spec.FileSpec;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.ScanPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for known vulnerabilities in the newest builds of images, and in files; what an update
 * removes is told by name.
 */
final class ScanCommand {

    private static final Logger LOG = LoggerFactory.getLogger(ScanCommand.class);

    private final ImageTour tour;
    private final SpecReader reader;
    private final Invocation invocation;
    private final String version;

    ScanCommand(ImageTour tour, SpecReader reader, Invocation invocation, String version) {
        this.tour = tour;
        this.reader = reader;
        this.invocation = invocation;
        this.version = version;
    }

    /** The status of the first image or file that something is wrong with. */
    ExitStatus run(Request request) throws BuildException {
        List<String> files = new ArrayList<>();
        List<String> images = new ArrayList<>();
        for (String operand : request.operands()) {
            Path file = invocation.workingDirectory().resolve(operand);
            (Files.exists(file) || operand.contains("/") ? files : images).add(operand);
        }
        ExitStatus status =
                images.isEmpty() && !files.isEmpty()
                        ? ExitStatus.DONE
                        : images(request.about(images));
        if (status.code() > ExitStatus.HOOK.code() || files.isEmpty()) {
            return status; // a signal ended it
        }
        ExitStatus other =
                new FileCommand(reader, invocation, version, this::file).run(request.about(files));
        return status == ExitStatus.DONE ? other : status;
    }

    private ExitStatus images(Request request) {
        List<StoredScans> scans = new ArrayList<>(1);
        return tour.run(
                request,
                (factory, reading, listener) -> {
                    if (scans.isEmpty()) {
                        StoredScans all =
                                factory.housekeeping().scans(invocation.workingDirectory());
                        scans.add(all);
                        all.scan(specs(tour.images(request)), listener);
                    }
                    String image = reading.spec().name().text();
                    Optional<ScanResult> result = scans.get(0).result(reading.spec().name());
                    if (result.isEmpty()) {
                        println(image + ": no image to scan");
                        return ExitStatus.DONE;
                    }
                    return tell(image, result.get(), reading.spec().upkeep().scan());
                });
    }

    /** What is wrong with the configuration of one is told when its turn comes. */
    private List<ImageSpec> specs(List<String> images) {
        List<ImageSpec> specs = new ArrayList<>();
        for (String image : images) {
            try {
                specs.add(reader.read(image).spec());
            } catch (ConfigurationException e) {
                LOG.debug("{} is not scanned with the others", image, e);
            }
        }
        return specs;
    }

    private ExitStatus file(
            ImageFactory factory,
            FileSpec spec,
            Path file,
            BuildListener listener,
            Verdicts verdicts)
            throws BuildException, InterruptedException {
        return tell(file.toString(), factory.inspection().scan(spec, file, listener), spec.scan());
    }

    private ExitStatus tell(String subject, ScanResult result, ScanPolicy policy)
            throws BuildException {
        result.findings().stream()
                .filter(finding -> finding.vulnerability().isFixable() && !finding.accepted())
                .forEach(finding -> println(subject + ": " + finding.vulnerability()));
        println(subject + ": " + result.summary());
        Scanner.require(result, policy);
        return ExitStatus.DONE;
    }

    private void println(String line) {
        invocation.out().println(line);
        invocation.out().flush();
    }
}

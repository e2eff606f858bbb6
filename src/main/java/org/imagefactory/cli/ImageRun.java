package org.imagefactory.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.ImageFactory;
import org.imagefactory.batch.ImageResult;
import org.imagefactory.build.BuildOptions;
import org.imagefactory.build.Cancellation;
import org.imagefactory.build.Order;
import org.imagefactory.config.Reading;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.Outcome;
import org.imagefactory.terminal.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds one image of a run, and tells in the log how it went. */
final class ImageRun implements Order.Work<ImageResult> {

    private static final Logger LOG = LoggerFactory.getLogger(ImageRun.class);

    private final ImageFactory factory;
    private final Path outputFolder;
    private final Candidate candidate;
    private final boolean ifChanged;
    private final BuildOptions options;
    private final Logging logging;
    private final BuildListener events;

    /**
     * @param outputFolder where the results go
     * @param ifChanged build only if it would be another image than the last build made
     * @param events hears what happens in the build
     */
    ImageRun(
            ImageFactory factory,
            Path outputFolder,
            Candidate candidate,
            boolean ifChanged,
            BuildOptions options,
            Logging logging,
            BuildListener events) {
        this.factory = factory;
        this.outputFolder = outputFolder;
        this.candidate = candidate;
        this.ifChanged = ifChanged;
        this.options = options;
        this.logging = logging;
        this.events = events;
    }

    @Override
    public ImageResult run(Cancellation cancellation) {
        logging.beginWorkFor(candidate.image());
        if (candidate instanceof Candidate.Good good) {
            return build(good, cancellation);
        }
        return refused((Candidate.Broken) candidate);
    }

    /** So that whoever looks at the image, or waits for a notice, hears of it. */
    private ImageResult refused(Candidate.Broken broken) {
        ImageResult result = failed(broken.error());
        factory.refuse(broken.image(), broken.upkeep(), result.outcome(), outputFolder, events);
        return result;
    }

    /** A build that is not needed leaves the log file of the last one alone. */
    private ImageResult build(Candidate.Good good, Cancellation cancellation) {
        Reading reading = good.reading();
        if (ifChanged) {
            Optional<BuildReport> done =
                    factory.skip(
                            reading.spec(),
                            reading.description(),
                            outputFolder,
                            cancellation,
                            events);
            if (done.isPresent()) {
                return told(ImageResult.of(done.get()));
            }
        }
        return reading.log().toFile()
                ? logged(reading, cancellation)
                : build(reading, cancellation);
    }

    private ImageResult logged(Reading reading, Cancellation cancellation) {
        Path file = reading.log().file();
        Logging.LogFile open;
        try {
            open = logging.open(file, candidate.image());
        } catch (IOException e) {
            return failed(
                    new HostException(
                            "cannot write the log file %s: %s".formatted(file, FileReason.of(e)),
                            "choose another with --log-filename, or none with --no-log-file",
                            e));
        }
        try (open) {
            return build(reading, cancellation);
        } catch (IOException e) {
            String message =
                    "the log file %s may lack its end: %s".formatted(file, FileReason.of(e));
            return told(
                    ImageResult.failed(
                            candidate.image(), new Outcome(ExitStatus.HOST, message, "")));
        }
    }

    private ImageResult build(Reading reading, Cancellation cancellation) {
        reading.warnings().forEach(warning -> LOG.warn("{}", warning));
        BuildOptions needed = options.of(reading.description());
        return told(
                ImageResult.of(
                        factory.build(reading.spec(), outputFolder, needed, cancellation, events)));
    }

    private ImageResult failed(BuildException e) {
        return told(
                ImageResult.failed(
                        candidate.image(),
                        new Outcome(
                                e.exitStatus(),
                                String.valueOf(e.getMessage()),
                                e.advice().orElse(""))));
    }

    private static ImageResult told(ImageResult result) {
        Outcome outcome = result.outcome();
        if (outcome.unchanged()) {
            LOG.info("{}: {}", result.image(), outcome.message());
        } else if (outcome.succeeded()) {
            LOG.info("successfully built {}", result.image());
        } else {
            LOG.error("building {} failed: {}", result.image(), outcome.message());
            if (!outcome.advice().isEmpty()) {
                LOG.error("{}", outcome.advice());
            }
        }
        return result;
    }
}

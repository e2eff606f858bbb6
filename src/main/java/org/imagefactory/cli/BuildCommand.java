package org.imagefactory.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.ImageFactory;
import org.imagefactory.config.Reading;
import org.imagefactory.config.SpecReader;
import org.imagefactory.config.Suggestions;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.imagefactory.error.Problem;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds images one after another, or tells what would be done. */
final class BuildCommand {

    private final SpecReader reader;
    private final Invocation invocation;
    private final String version;
    private final Messages messages;
    private final Signals signals = new Signals();

    BuildCommand(SpecReader reader, Invocation invocation, String version, Messages messages) {
        this.reader = reader;
        this.invocation = invocation;
        this.version = version;
        this.messages = messages;
    }

    /**
     * @return the status of the first build that failed; the builds after it are done all the same
     * @throws BuildException nothing was started: a configuration is wrong
     */
    ExitStatus run(Request request) throws BuildException {
        List<Reading> readings = readAll(request.operands());
        ImageFactory factory = Wiring.factory(invocation, version, signals::status);
        if (request.dryRun()) {
            readings.forEach(reading -> dryRun(factory, reading));
            return ExitStatus.DONE;
        }
        Screen screen = invocation.screen(request.logFormat());
        Logging logging = new Logging(screen, request.level(), request.logFormat());
        Logger log = LoggerFactory.getLogger(BuildCommand.class);
        signals.interrupt(
                Thread.currentThread(), name -> log.warn("{} received, cleaning up", name));
        EventPrinter events = new EventPrinter(screen, System::nanoTime);
        ExitStatus status = ExitStatus.DONE;
        for (Reading reading : readings) {
            ExitStatus one = build(factory, reading, request, logging, events, log);
            status = status == ExitStatus.DONE ? one : status;
            if (signals.received().isPresent()) {
                return signals.status();
            }
        }
        return status;
    }

    private List<Reading> readAll(List<String> images) throws ConfigurationException {
        List<Reading> readings = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> advice = new LinkedHashSet<>();
        for (String image : images) {
            try {
                readings.add(reader.read(image));
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
                meantCommand(image).ifPresent(advice::add);
                e.advice().ifPresent(advice::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(
                    problems.stream().distinct().toList(), String.join("\n", advice));
        }
        return readings;
    }

    /** A word that is no image may be a mistyped command. */
    private Optional<String> meantCommand(String word) {
        try {
            reader.requireImage(word);
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Suggestions.nearest(word, CommandTree.COMMANDS)
                    .map(
                            command ->
                                    "did you mean '%s %s'?"
                                            .formatted(CommandTree.PROGRAM, command));
        }
    }

    private void dryRun(ImageFactory factory, Reading reading) {
        reading.warnings().forEach(messages::warning);
        invocation
                .out()
                .print(DryRun.text(factory.plan(reading.spec(), invocation.workingDirectory())));
        invocation.out().flush();
    }

    /** A build that is not needed leaves the log file of the last one alone. */
    private ExitStatus build(
            ImageFactory factory,
            Reading reading,
            Request request,
            Logging logging,
            EventPrinter events,
            Logger log)
            throws HostException {
        if (request.build().ifChanged()) {
            Optional<BuildReport> done =
                    factory.skip(reading.spec(), invocation.workingDirectory(), events);
            if (done.isPresent()) {
                return told(done.get(), log);
            }
        }
        return build(factory, reading, logging, events, log);
    }

    private ExitStatus build(
            ImageFactory factory, Reading reading, Logging logging, EventPrinter events, Logger log)
            throws HostException {
        if (!reading.log().toFile()) {
            return build(factory, reading, events, log);
        }
        Path file = reading.log().file();
        Logging.LogFile open;
        try {
            open = logging.open(file);
        } catch (IOException e) {
            throw new HostException(
                    "cannot write the log file %s: %s".formatted(file, e),
                    "choose another with --log-filename, or none with --no-log-file",
                    e);
        }
        try (open) {
            return build(factory, reading, events, log);
        } catch (IOException e) {
            log.warn("the log file {} may lack its end: {}", file, e.toString());
            return ExitStatus.HOST;
        }
    }

    private ExitStatus build(
            ImageFactory factory, Reading reading, EventPrinter events, Logger log) {
        reading.warnings().forEach(warning -> log.warn("{}", warning));
        return told(factory.build(reading.spec(), invocation.workingDirectory(), events), log);
    }

    private static ExitStatus told(BuildReport report, Logger log) {
        Outcome outcome = report.outcome();
        if (outcome.unchanged()) {
            log.info("{}: {}", report.image(), outcome.message());
        } else if (outcome.succeeded()) {
            log.info("successfully built {}", report.image());
        } else {
            log.error("building {} failed: {}", report.image(), outcome.message());
            if (!outcome.advice().isEmpty()) {
                log.error("{}", outcome.advice());
            }
        }
        return outcome.status();
    }
}

package org.imagefactory.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.ImageFactory;
import org.imagefactory.batch.ImageResult;
import org.imagefactory.build.BuildId;
import org.imagefactory.build.Order;
import org.imagefactory.config.ImageSelector;
import org.imagefactory.config.SelectedImage;
import org.imagefactory.config.SpecReader;
import org.imagefactory.config.Suggestions;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.preflight.Preflight;
import org.imagefactory.report.Finding;
import org.imagefactory.terminal.LogFormat;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.Signals;
import org.imagefactory.terminal.StatusBoard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds images, or tells what would be done. */
final class BuildCommand {

    private final ImageSelector selector;
    private final SpecReader reader;
    private final Invocation invocation;
    private final String version;
    private final Messages messages;
    private final Signals signals = new Signals(CommandTree.LAST_WORDS);

    BuildCommand(
            ImageSelector selector,
            SpecReader reader,
            Invocation invocation,
            String version,
            Messages messages) {
        this.selector = selector;
        this.reader = reader;
        this.invocation = invocation;
        this.version = version;
        this.messages = messages;
    }

    /**
     * @return the worst status of all builds; one that fails does not stop the others
     * @throws BuildException nothing was started: there is no such image, or the configuration of
     *     one that was named is wrong
     */
    ExitStatus run(Request request) throws BuildException {
        List<Candidate> candidates = readAll(selector.select(request.selection()));
        ImageFactory factory = Wiring.factory(invocation, version);
        if (request.dryRun()) {
            return ExitStatus.worst(
                    candidates.stream().map(candidate -> dryRun(factory, candidate)).toList());
        }
        Screen screen = invocation.screen(request);
        List<ImageResult> results = build(request, factory, candidates, screen);
        if (results.size() > 1) {
            screen.print(table(results, request));
        }
        return signals.received()
                .orElseGet(
                        () ->
                                ExitStatus.worst(
                                        results.stream()
                                                .map(result -> result.outcome().status())
                                                .toList()));
    }

    private List<ImageResult> build(
            Request request, ImageFactory factory, List<Candidate> candidates, Screen screen) {
        boolean several = candidates.size() > 1 && request.jobs() > 1;
        Logging logging =
                new Logging(
                        CommandTree.PROGRAM, screen, request.level(), request.logFormat(), several);
        Logger log = LoggerFactory.getLogger(BuildCommand.class);
        signals.interrupt(
                Thread.currentThread(), name -> log.warn("{} received, cleaning up", name));
        StatusBoard board = new StatusBoard(screen);
        List<Order<ImageResult>> orders = new ArrayList<>();
        for (Candidate candidate : candidates) {
            String image = candidate.image();
            EventPrinter events =
                    new EventPrinter(several ? board.line(image) : screen, System::nanoTime);
            ImageRun run =
                    new ImageRun(
                            factory,
                            invocation.workingDirectory(),
                            candidate,
                            request.ifChanged(),
                            request.build(),
                            logging,
                            events);
            orders.add(new Order<>(BuildId.random(), image, candidate.demand(), run));
        }
        return factory.batch(request.jobs(), invocation.processors(), signals::received)
                .run(orders);
    }

    private String table(List<ImageResult> results, Request request) {
        ResultTable table = new ResultTable(results, request.isQuiet());
        return request.logFormat() == LogFormat.JSON
                ? table.json(invocation.clock().get().instant(), ProcessHandle.current().pid())
                : table.text();
    }

    /** An image that was not named itself may be broken: it must not keep others from a build. */
    private List<Candidate> readAll(List<SelectedImage> images) throws ConfigurationException {
        List<Candidate> candidates = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> advice = new LinkedHashSet<>();
        for (SelectedImage image : images) {
            try {
                candidates.add(new Candidate.Good(reader.read(image.name())));
            } catch (ConfigurationException e) {
                candidates.add(new Candidate.Broken(image.name(), e, reader.upkeep(image.name())));
                if (image.named()) {
                    problems.addAll(e.problems());
                    meantCommand(image.name()).ifPresent(advice::add);
                    e.advice().ifPresent(advice::add);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(
                    problems.stream().distinct().toList(), String.join("\n", advice));
        }
        return candidates;
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

    private ExitStatus dryRun(ImageFactory factory, Candidate candidate) {
        if (candidate instanceof Candidate.Broken broken) {
            messages.error(broken.error());
            return broken.error().exitStatus();
        }
        var reading = ((Candidate.Good) candidate).reading();
        reading.warnings().forEach(messages::warning);
        invocation
                .out()
                .print(DryRun.text(factory.plan(reading.spec(), invocation.workingDirectory())));
        invocation.out().flush();
        for (Finding finding : Preflight.files(reading.spec())) {
            wouldFail(finding.told(reading.description()));
        }
        return ExitStatus.DONE;
    }

    /** The steps are right all the same, so a dry run goes on. */
    private void wouldFail(Finding finding) {
        messages.warning(
                new Problem(
                        finding.where(),
                        "a build would fail: %s; %s".formatted(finding.text(), finding.advice())));
    }
}

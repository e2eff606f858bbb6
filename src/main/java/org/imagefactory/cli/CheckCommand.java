package org.imagefactory.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.imagefactory.Inspection;
import org.imagefactory.config.Reading;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.report.Finding;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.Signals;

/** Checks images and the host, reports everything at once, changes nothing. */
final class CheckCommand {

    /** While one image waits for a program, another one computes. */
    private static final int AT_ONCE = 2;

    /**
     * What was found out about an image.
     *
     * @param problems why its configuration cannot be read: nothing else was looked at
     * @param warnings about its configuration
     * @param findings about the host and the files
     */
    private record Checked(
            List<Problem> problems, List<Problem> warnings, List<Finding> findings) {}

    private final SpecReader reader;
    private final List<String> images;
    private final Invocation invocation;
    private final String version;
    private ExitStatus worst = ExitStatus.DONE;

    /**
     * @param images to check
     */
    CheckCommand(SpecReader reader, List<String> images, Invocation invocation, String version) {
        this.reader = reader;
        this.images = images;
        this.invocation = invocation;
        this.version = version;
    }

    /** The status that the first build would end with; a configuration error comes first. */
    ExitStatus run(Request request) {
        Screen screen = invocation.screen(request);
        new Logging(CommandTree.PROGRAM, screen, request.quietUnlessVerbose(), request.logFormat());
        Verdicts verdicts = new Verdicts(invocation.out(), screen, request.isQuiet());
        Signals signals = new Signals(CommandTree.LAST_WORDS);
        signals.interrupt(Thread.currentThread(), name -> {});
        Inspection inspection = Wiring.factory(invocation, version).inspection();
        List<Callable<Checked>> questions = new ArrayList<>();
        images.forEach(image -> questions.add(() -> check(inspection, image)));
        try (Answers<Checked> answers = new Answers<>(AT_ONCE, questions)) {
            for (String image : images) {
                print(image, answers.next(), verdicts);
            }
        } catch (InterruptedException e) {
            return signals.status();
        }
        if (images.isEmpty()) {
            verdicts.print("", "warning", new Problem("", "no images are configured"), "");
        }
        return worst;
    }

    private Checked check(Inspection inspection, String image) throws InterruptedException {
        try {
            Reading reading = reader.read(image);
            return new Checked(
                    List.of(),
                    reading.warnings(),
                    inspection.check(
                            reading.spec(), reading.description(), invocation.workingDirectory()));
        } catch (ConfigurationException e) {
            return new Checked(e.problems(), List.of(), List.of());
        }
    }

    private void print(String image, Checked checked, Verdicts verdicts) {
        if (!checked.problems().isEmpty()) {
            checked.problems().forEach(problem -> verdicts.print(image, "error", problem, ""));
            worst = ExitStatus.CONFIGURATION;
            return;
        }
        verdicts.print(image, Verdicts.OK, new Problem("", "the configuration can be read"), "");
        checked.warnings().forEach(warning -> verdicts.print(image, "warning", warning, ""));
        for (Finding finding : checked.findings()) {
            verdicts.print(
                    image,
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    new Problem(finding.where(), finding.text()),
                    finding.advice());
            if (finding.isError() && worst != ExitStatus.CONFIGURATION) {
                worst = finding.category();
            }
        }
    }
}

package org.imagefactory.cli;

import java.util.List;
import java.util.Locale;
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
        for (String image : images) {
            try {
                check(inspection, image, verdicts);
            } catch (InterruptedException e) {
                return signals.status();
            }
        }
        if (images.isEmpty()) {
            verdicts.print("", "warning", new Problem("", "no images are configured"), "");
        }
        return worst;
    }

    private void check(Inspection inspection, String image, Verdicts verdicts)
            throws InterruptedException {
        Reading reading;
        try {
            reading = reader.read(image);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> verdicts.print(image, "error", problem, ""));
            worst = ExitStatus.CONFIGURATION;
            return;
        }
        verdicts.print(image, Verdicts.OK, new Problem("", "the configuration can be read"), "");
        reading.warnings().forEach(warning -> verdicts.print(image, "warning", warning, ""));
        for (Finding finding :
                inspection.check(
                        reading.spec(), reading.description(), invocation.workingDirectory())) {
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

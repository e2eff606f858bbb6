package org.imagefactory.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.imagefactory.ImageFactory;
import org.imagefactory.config.Reading;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.preflight.Finding;

/** Checks images and the host, reports everything at once, changes nothing. */
final class CheckCommand {

    private final SpecReader reader;
    private final List<String> allImages;
    private final Invocation invocation;
    private final String version;
    private final PrintStream out;
    private ExitStatus worst = ExitStatus.DONE;

    /**
     * @param allImages what is checked if the request names none
     */
    CheckCommand(SpecReader reader, List<String> allImages, Invocation invocation, String version) {
        this.reader = reader;
        this.allImages = allImages;
        this.invocation = invocation;
        this.version = version;
        this.out = invocation.out();
    }

    /** The status that the first build would end with; a configuration error comes first. */
    ExitStatus run(Request request) {
        Screen screen = invocation.screen(request.logFormat());
        new Logging(screen, request.quietUnlessVerbose(), request.logFormat());
        Signals signals = new Signals();
        signals.interrupt(Thread.currentThread(), name -> {});
        ImageFactory factory = Wiring.factory(invocation, version, signals::status);
        List<String> images = request.images().isEmpty() ? allImages : request.images();
        for (String image : images) {
            try {
                check(factory, image);
            } catch (InterruptedException e) {
                return signals.status();
            }
        }
        if (images.isEmpty()) {
            print("", "warning", new Problem("", "no images are configured"), "");
        }
        out.flush();
        return worst;
    }

    private void check(ImageFactory factory, String image) throws InterruptedException {
        Reading reading;
        try {
            reading = reader.read(image);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> print(image, "error", problem, ""));
            worst = ExitStatus.CONFIGURATION;
            return;
        }
        print(image, "ok", new Problem("", "the configuration can be read"), "");
        reading.warnings().forEach(warning -> print(image, "warning", warning, ""));
        for (Finding finding : factory.check(reading.spec(), invocation.workingDirectory())) {
            print(
                    image,
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    new Problem(finding.where(), finding.text()),
                    finding.advice());
            if (finding.isError() && worst != ExitStatus.CONFIGURATION) {
                worst = finding.category();
            }
        }
    }

    private void print(String image, String severity, Problem problem, String advice) {
        String prefix = image.isEmpty() ? "" : image + ": ";
        out.println(prefix + severity + ": " + problem.toString().replace("\n", "\n    "));
        if (!advice.isEmpty()) {
            out.println("    " + advice.replace("\n", "\n    "));
        }
    }
}

package org.imagefactory.cli;

import java.util.List;
import org.imagefactory.ImageFactory;
import org.imagefactory.config.Reading;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.retention.PruneReport;
import org.imagefactory.retention.PrunedItem;
import org.imagefactory.spec.DataSize;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.Signals;

/** Removes earlier builds of images, or tells what would go, and prints what stays and why. */
final class PruneCommand {

    private final SpecReader reader;
    private final List<String> allImages;
    private final Invocation invocation;
    private final String version;
    private final Signals signals = new Signals(CommandTree.LAST_WORDS);
    private long sizeBytes;

    /**
     * @param allImages what is pruned if the request names none
     */
    PruneCommand(SpecReader reader, List<String> allImages, Invocation invocation, String version) {
        this.reader = reader;
        this.allImages = allImages;
        this.invocation = invocation;
        this.version = version;
    }

    /** The status of the first image that something is wrong with; the others are pruned. */
    ExitStatus run(Request request) {
        Screen screen = invocation.screen(request);
        new Logging(CommandTree.PROGRAM, screen, request.quietUnlessVerbose(), request.logFormat());
        Verdicts verdicts = new Verdicts(invocation.out(), screen);
        EventPrinter events = new EventPrinter(screen, System::nanoTime);
        signals.interrupt(Thread.currentThread(), name -> {});
        ImageFactory factory = Wiring.factory(invocation, version);
        ExitStatus status = ExitStatus.DONE;
        for (String image : request.operands().isEmpty() ? allImages : request.operands()) {
            try {
                Reading reading = reader.read(image);
                print(
                        factory.housekeeping()
                                .prune(
                                        reading.spec(),
                                        invocation.workingDirectory(),
                                        request.dryRun(),
                                        events),
                        image,
                        request.dryRun());
            } catch (InterruptedException e) {
                return signals.status();
            } catch (ConfigurationException e) {
                e.problems().forEach(problem -> verdicts.print(image, "error", problem, ""));
                status = status == ExitStatus.DONE ? e.exitStatus() : status;
            } catch (BuildException e) {
                Problem problem = new Problem("", String.valueOf(e.getMessage()));
                verdicts.print(image, "error", problem, e.advice().orElse(""));
                status = status == ExitStatus.DONE ? e.exitStatus() : status;
            }
        }
        println(
                "%s: %s (%d bytes)"
                        .formatted(
                                request.dryRun() ? "would be removed" : "removed",
                                new DataSize(sizeBytes),
                                sizeBytes));
        return status;
    }

    private void print(PruneReport report, String image, boolean dryRun) {
        if (report.busy()) {
            println(image + ": a build is running, so nothing is pruned now");
        }
        for (PrunedItem item : report.items()) {
            String what =
                    item.goes()
                            ? (dryRun ? "would go: " : "removed: ") + item.why()
                            : "stays: " + String.join(", ", item.kept());
            println(
                    "%s: %s; %d files, %s"
                            .formatted(
                                    item.name(),
                                    what,
                                    item.files(),
                                    new DataSize(item.sizeBytes())));
            if (item.goes()) {
                item.others().forEach(other -> println(other + ": stays: no build makes it"));
            }
        }
        sizeBytes += report.sizeBytes();
    }

    private void println(String line) {
        invocation.out().println(line);
        invocation.out().flush();
    }
}

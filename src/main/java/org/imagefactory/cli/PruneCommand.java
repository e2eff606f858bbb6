package org.imagefactory.cli;

import java.util.List;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.retention.PruneReport;
import org.imagefactory.retention.PrunedItem;
import org.imagefactory.spec.DataSize;

/** Removes earlier builds of images, or tells what would go, and prints what stays and why. */
final class PruneCommand {

    private final SpecReader reader;
    private final List<String> allImages;
    private final Invocation invocation;
    private final String version;
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
        List<String> images = request.operands().isEmpty() ? allImages : request.operands();
        ImageTour tour = new ImageTour(reader, invocation, version);
        ExitStatus status =
                tour.run(
                        request,
                        images,
                        (factory, reading, listener) -> {
                            PruneReport report =
                                    factory.housekeeping()
                                            .prune(
                                                    reading.spec(),
                                                    invocation.workingDirectory(),
                                                    request.dryRun(),
                                                    listener);
                            print(report, reading.spec().name().text(), request.dryRun());
                            return ExitStatus.DONE;
                        });
        if (!tour.isInterrupted()) {
            println(
                    "%s: %s (%d bytes)"
                            .formatted(
                                    request.dryRun() ? "would be removed" : "removed",
                                    new DataSize(sizeBytes),
                                    sizeBytes));
        }
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

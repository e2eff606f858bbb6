package org.imagefactory.cli;

import org.imagefactory.error.ExitStatus;
import org.imagefactory.retention.PruneReport;
import org.imagefactory.retention.PrunedItem;
import org.imagefactory.spec.DataSize;

/** Removes earlier builds of images, or tells what would go, and prints what stays and why. */
final class PruneCommand {

    private final ImageTour tour;
    private final Invocation invocation;
    private long sizeBytes;

    PruneCommand(ImageTour tour, Invocation invocation) {
        this.tour = tour;
        this.invocation = invocation;
    }

    /** The status of the first image that something is wrong with; the others are pruned. */
    ExitStatus run(Request request) {
        ExitStatus status =
                tour.run(
                        request,
                        (factory, reading, listener) -> {
                            PruneReport report =
                                    factory.housekeeping()
                                            .prune(
                                                    reading.spec(),
                                                    invocation.workingDirectory(),
                                                    request.dryRun(),
                                                    listener);
                            if (!request.prunesSilently()) {
                                print(report, reading.spec().name().text(), request.dryRun());
                            }
                            return ExitStatus.DONE;
                        });
        if (!tour.isInterrupted() && !request.prunesSilently()) {
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

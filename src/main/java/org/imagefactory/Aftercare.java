package org.imagefactory;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.FileFact;
import org.imagefactory.retention.LatestLink;
import org.imagefactory.retention.Pruning;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Retention;

/**
 * What a factory does after a build, whose outcome stays as it is: a failure here is a warning, and
 * the next build mends it.
 */
final class Aftercare {

    private final ImageSpec spec;
    private final Workspace workspace;
    private final BuildListener listener;

    /**
     * @param workspace of the build, which has given back its staging folder
     */
    Aftercare(ImageSpec spec, Workspace workspace, BuildListener listener) {
        this.spec = spec;
        this.workspace = workspace;
        this.listener = listener;
    }

    /** Nothing is done after a build that somebody cancelled. */
    void after(BuildReport report) {
        if (report.outcome().cancelled()) {
            return;
        }
        if (report.outcome().succeeded() && spec.upkeep().latestLink()) {
            moveLink(report);
        }
        prune(report.outcome().succeeded());
    }

    private void moveLink(BuildReport report) {
        List<String> published = report.outputs().stream().map(FileFact::name).toList();
        try {
            new LatestLink(workspace.outputFolder(), workspace.image()).moveTo(published, listener);
        } catch (IOException e) {
            listener.warning("cannot move the link to the newest image: " + e);
        }
    }

    /**
     * A build that failed has no image to make room for. No later build of the image can touch what
     * is removed here: it has this build's date, or a later one.
     */
    private void prune(boolean succeeded) {
        Retention rules = spec.upkeep().retention();
        Retention now = succeeded ? rules : rules.ofFailures();
        if (!now.limitsImages() && now.failures().isEmpty()) {
            return;
        }
        LocalDate date = workspace.date();
        try {
            new Pruning(workspace.outputFolder(), workspace.image(), listener).run(now, date);
        } catch (IOException e) {
            listener.warning("cannot remove all earlier builds: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.imagefactory.attempt;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.FileReason;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.JsonReport;
import org.imagefactory.report.Outcome;

/** Remembers an image whose configuration is too broken for a build. */
public final class Refusal {

    private final Workshop workshop;
    private final Workspace workspace;
    private final BuildListener listener;

    /**
     * @param workshop knows the time, and what runs
     * @param workspace of a build that would begin now
     * @param listener is warned
     */
    public Refusal(Workshop workshop, Workspace workspace, BuildListener listener) {
        this.workshop = workshop;
        this.workspace = workspace;
        this.listener = listener;
    }

    /** What is remembered; empty if it cannot be, or a build of the image is running. */
    public Optional<BuildRecord> remember(Outcome outcome) {
        Instant now = workshop.clock().instant();
        String image = workspace.image().text();
        BuildRecord record =
                new BuildRecord(
                        image,
                        DayNames.day(workspace.name()),
                        now,
                        now,
                        outcome,
                        Map.of(),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        0);
        try {
            // No build begins and ends while this is written.
            if (workshop.stagingFolders().isOwned(workspace)) {
                return Optional.empty();
            }
            new History(workspace.outputFolder()).add(record);
            JsonReport.write(
                    BuildReport.bare(workshop.builder(), image, outcome, now, now, Map.of()),
                    workspace.reportFile());
            return Optional.of(record);
        } catch (IOException e) {
            listener.warning(
                    "nobody will remember that %s is broken: %s"
                            .formatted(image, FileReason.withPath(e)));
            return Optional.empty();
        }
    }
}

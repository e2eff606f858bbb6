package org.imagefactory.attempt;

import java.time.Instant;
import java.util.Optional;
import org.imagefactory.answer.UsedSettings;
import org.imagefactory.build.Cancellation;
import org.imagefactory.freshness.Assessment;
import org.imagefactory.freshness.Change;
import org.imagefactory.freshness.Freshness;
import org.imagefactory.netboot.NetbootRequest;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.ImageSpec;

/** Finds out, before a build takes anything, whether it is needed. */
public final class NeedCheck {

    private final Workshop workshop;
    private final ImageSpec spec;
    private final Description description;
    private final Freshness freshness;
    private final Cancellation cancellation;
    private final BuildListener listener;

    public NeedCheck(
            Workshop workshop,
            ImageSpec spec,
            Description description,
            Freshness freshness,
            Cancellation cancellation,
            BuildListener listener) {
        this.workshop = workshop;
        this.spec = spec;
        this.description = description;
        this.freshness = freshness;
        this.cancellation = cancellation;
        this.listener = listener;
    }

    /** The report of a build that is not needed, or was cancelled here; empty if it has to run. */
    public Optional<BuildReport> check(NetbootRequest request) {
        Instant started = workshop.clock().instant();
        try {
            Assessment assessment =
                    freshness.assess(spec, description, request, false, listener).told(description);
            if (assessment.unchanged()) {
                return Optional.of(report(started, Outcome.unchanged(assessment.text())));
            }
            for (Change change : assessment.changes()) {
                listener.note("%s is built: %s".formatted(spec.name(), change.text()));
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Outcome cancelled = new Outcome(cancellation.status(), "cancelled", "");
            return Optional.of(report(started, cancelled));
        }
    }

    private BuildReport report(Instant started, Outcome outcome) {
        return BuildReport.bare(
                workshop.builder(),
                spec.name().text(),
                outcome,
                started,
                workshop.clock().instant(),
                UsedSettings.of(spec, description));
    }
}

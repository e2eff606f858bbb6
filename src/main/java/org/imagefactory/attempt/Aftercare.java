package org.imagefactory.attempt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HookException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.FileFact;
import org.imagefactory.retention.LatestLink;
import org.imagefactory.retention.Pruning;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.Retention;
import org.imagefactory.spec.Upkeep;
import org.imagefactory.status.Metrics;
import org.imagefactory.status.Overview;
import org.imagefactory.status.PublicFile;
import org.imagefactory.status.Recollection;
import org.imagefactory.status.StateChange;
import org.imagefactory.tools.Hooks;
import org.imagefactory.tools.NoticeSubject;
import org.imagefactory.web.StatusPage;

/**
 * What a factory does after a build, whose outcome stays as it is: a failure here is a warning, and
 * the next build mends it. An interrupt leaves out what has not begun.
 */
public final class Aftercare {

    private final Upkeep upkeep;
    private final Workspace workspace;
    private final BuildListener listener;
    private final ProcessRunner runner;
    private final Clock clock;
    private final String builder;
    private final Recollection memory;

    /**
     * @param workspace of the build, which has given back its staging folder
     * @param runner starts the user's commands
     * @param builder name and version of this program
     * @param memory of the builds in the output folder
     */
    public Aftercare(
            Upkeep upkeep,
            Workspace workspace,
            BuildListener listener,
            ProcessRunner runner,
            Clock clock,
            String builder,
            Recollection memory) {
        this.upkeep = upkeep;
        this.workspace = workspace;
        this.listener = listener;
        this.runner = runner;
        this.clock = clock;
        this.builder = builder;
        this.memory = memory;
    }

    /**
     * Nothing is done after a build that somebody cancelled.
     *
     * @param offer brings the catalog up to date; empty where there is none
     * @param copies go with what is removed
     */
    public void after(BuildRecord build, Optional<Offer> offer, CloudCopies copies) {
        if (!build.isVerdict()) {
            return;
        }
        boolean succeeded = build.outcome().succeeded();
        if (succeeded && upkeep.latestLink()) {
            moveLink(build);
        }
        prune(succeeded, offer, copies);
        tell(build);
    }

    /** Nothing is removed after a build that did not even begin: what it asks for is not known. */
    public void afterRefusal(BuildRecord build) {
        tell(build);
    }

    private void tell(BuildRecord build) {
        upkeep.notifyCommand().ifPresent(hook -> tellOfChange(hook, build));
        upkeep.metricsFile().ifPresent(file -> write(file, Metrics::text));
        upkeep.htmlReport().ifPresent(this::writePage);
    }

    private void moveLink(BuildRecord build) {
        List<String> published = build.outputs().stream().map(FileFact::name).toList();
        try {
            new LatestLink(workspace.outputFolder(), workspace.image()).moveTo(published, listener);
        } catch (IOException e) {
            listener.warning("cannot move the link to the newest image: " + FileReason.withPath(e));
        }
    }

    /**
     * A build that failed has no image to make room for. No later build of the image can touch what
     * is removed here: it has this build's date, or a later one. The catalog forgets what is going
     * to be removed before it goes.
     */
    private void prune(boolean succeeded, Optional<Offer> offer, CloudCopies copies) {
        Retention rules = upkeep.retention();
        Retention now = succeeded ? rules : rules.ofFailures();
        boolean removes = now.limitsImages() || now.failures().isPresent();
        Pruning pruning = new Pruning(workspace.outputFolder(), workspace.image(), listener);
        LocalDate date = DayNames.day(workspace.name());
        try {
            Set<String> going = removes ? Offer.going(pruning.preview(now, date)) : Set.of();
            if (succeeded && offer.isPresent()) {
                offer(offer.get(), going);
            }
            if (removes) {
                copies.forget(going);
                pruning.run(now, date);
            }
        } catch (IOException e) {
            listener.warning("cannot remove all earlier builds: " + FileReason.withPath(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void offer(Offer offer, Set<String> going) throws InterruptedException {
        try {
            offer.update(going);
        } catch (BuildException e) {
            listener.warning("the catalog is not up to date: " + e.getMessage());
        }
    }

    private void writePage(Path file) {
        write(
                file,
                overview ->
                        StatusPage.text(overview, workspace.outputFolder(), file, clock, builder));
    }

    private void tellOfChange(HookCommand hook, BuildRecord build) {
        if (!interrupted()) {
            StateChange.by(build, remembered(build)).ifPresent(change -> tell(hook, change));
        }
    }

    private void tell(HookCommand hook, StateChange change) {
        NoticeSubject subject =
                new NoticeSubject(
                        workspace.name(),
                        change.from().word(),
                        change.to().word(),
                        change.build().outcome(),
                        workspace.reportFile());
        listener.note(
                "%s was %s and is %s now"
                        .formatted(workspace.image(), subject.oldState(), subject.newState()));
        try {
            new Hooks(runner).notify(hook, subject, listener);
        } catch (HookException e) {
            listener.warning("nobody was told of it: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A memory that cannot be read is as good as none. */
    private List<BuildRecord> remembered(BuildRecord build) {
        try {
            return memory.builds(build.image());
        } catch (IOException e) {
            listener.warning(
                    "cannot read the history of %s: %s"
                            .formatted(build.image(), FileReason.withPath(e)));
            return List.of();
        }
    }

    private void write(Path file, Function<Overview, String> text) {
        if (interrupted()) {
            return;
        }
        try {
            PublicFile.keepUpToDate(file, memory, text).problems().forEach(listener::warning);
        } catch (IOException e) {
            listener.warning("cannot write %s: %s".formatted(file, FileReason.of(e)));
        }
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }
}

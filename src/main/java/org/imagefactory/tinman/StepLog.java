package org.imagefactory.tinman;

import java.util.Optional;
import org.imagefactory.plugin.Job;
import org.imagefactory.report.BuildEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens in a build, as lines of a log. */
final class StepLog {

    private static final Logger LOG = LoggerFactory.getLogger(StepLog.class);

    private StepLog() {}

    /**
     * Adds a line to the log of a job; details, and bugs with their traces, only to the program's.
     */
    static void tell(BuildEvent event, Job job) {
        if (event instanceof BuildEvent.Detail detail) {
            LOG.debug("{}: {}", job.imageId(), detail.text(), detail.cause().orElse(null));
        } else if (event instanceof BuildEvent.Bug bug) {
            LOG.error("{}: {}", job.imageId(), bug.text(), bug.cause());
        }
        line(event).ifPresent(job::log);
    }

    /** Empty for what nobody wants to read in a log of many builds. */
    private static Optional<String> line(BuildEvent event) {
        if (event instanceof BuildEvent.Note note) {
            return Optional.of(note.text());
        }
        if (event instanceof BuildEvent.Warning warning) {
            return Optional.of("warning: " + warning.text());
        }
        if (event instanceof BuildEvent.Output output) {
            return Optional.of("%s | %s".formatted(output.source(), output.text()));
        }
        if (event instanceof BuildEvent.GuestLine line) {
            return Optional.of("guest | " + line.text());
        }
        if (event instanceof BuildEvent.InstallerLine line) {
            return Optional.of("installer | " + line.text());
        }
        if (event instanceof BuildEvent.OfCommand command && command.quiet()) {
            return Optional.empty();
        }
        if (event instanceof BuildEvent.CommandStarted started) {
            return Optional.of(started.command());
        }
        if (event instanceof BuildEvent.CommandEnded ended) {
            return Optional.of("%s: %s".formatted(ended.program(), ended.result()));
        }
        if (event instanceof BuildEvent.CommandKilled killed) {
            return Optional.of("killing %s: %s".formatted(killed.program(), killed.reason()));
        }
        return Optional.empty();
    }
}

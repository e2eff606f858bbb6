package org.imagefactory.cli;

import java.util.function.LongSupplier;
import org.imagefactory.config.Effective;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.PhaseLines;
import org.imagefactory.terminal.StatusLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Shows what happens in a build: a status line on a terminal, now and then a plain line in the log
 * elsewhere.
 */
final class EventPrinter implements BuildListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventPrinter.class);

    private final StatusLine statusLine;
    private final PhaseLines phases;
    private String step = "";

    /**
     * @param statusLine shows what goes on
     * @param nanoTime a clock that only moves forward
     */
    EventPrinter(StatusLine statusLine, LongSupplier nanoTime) {
        this.statusLine = statusLine;
        this.phases = new PhaseLines(nanoTime, this::print);
    }

    @Override
    public synchronized void on(BuildEvent heard) {
        BuildEvent event = heard.told(Effective::tell);
        if (event instanceof BuildEvent.StepStarted started) {
            step = "[%d/%d] %s".formatted(started.number(), started.total(), started.description());
            phases.beginStep();
            LOG.info("{}", step);
            statusLine.status(step);
        } else if (event instanceof BuildEvent.StepFinished finished) {
            phases.endStep();
            statusLine.status("");
            LOG.atLevel(PhaseLines.isLong(finished) ? Level.INFO : Level.DEBUG)
                    .log("{}", PhaseLines.end(finished));
        } else if (event instanceof BuildEvent.Progress progress) {
            progress(progress);
        } else if (event instanceof BuildEvent.Pulse pulse) {
            statusLine.status(step + ": " + phases.pulse(pulse));
        } else if (event instanceof BuildEvent.Note note) {
            LOG.info("{}", note.text());
        } else if (event instanceof BuildEvent.Warning warning) {
            LOG.warn("{}", warning.text());
        } else if (event instanceof BuildEvent.Detail detail) {
            LOG.debug("{}", detail.text(), detail.cause().orElse(null));
        } else if (event instanceof BuildEvent.Bug bug) {
            LOG.error("{}", bug.text(), bug.cause());
        } else if (event instanceof BuildEvent.Output output) {
            LOG.info("{} | {}", output.source(), output.text());
        } else if (event instanceof BuildEvent.GuestLine line) {
            LOG.debug("guest | {}", line.text());
        } else if (event instanceof BuildEvent.InstallerLine line) {
            LOG.debug("installer | {}", line.text());
        } else if (event instanceof BuildEvent.OfCommand command) {
            print(command);
        }
    }

    private static void print(BuildEvent.OfCommand event) {
        Level level = event.quiet() ? Level.DEBUG : Level.INFO;
        if (event instanceof BuildEvent.CommandStarted started) {
            LOG.atLevel(level).log("{}", started.command());
        } else if (event instanceof BuildEvent.CommandOutput output) {
            LOG.atLevel(event.quiet() ? Level.TRACE : Level.DEBUG)
                    .log("{} | {}", output.program(), output.line());
        } else if (event instanceof BuildEvent.CommandEnded ended) {
            LOG.atLevel(level)
                    .log(
                            "{}: {} after {} s",
                            ended.program(),
                            ended.result(),
                            "%.1f".formatted(ended.duration().toMillis() / 1000.0));
        } else if (event instanceof BuildEvent.CommandKilled killed) {
            LOG.atLevel(killed.quiet() ? Level.INFO : Level.WARN)
                    .log("killing {}: {}", killed.program(), killed.reason());
        }
    }

    private void progress(BuildEvent.Progress progress) {
        String text = phases.progress(progress);
        statusLine.status(step + ": " + text);
        if (!phases.isPrinted() && statusLine.hasStatusLine()) {
            LOG.debug("{}", text);
        }
    }

    /** On a terminal the status line has it. */
    private void print(String text) {
        LOG.atLevel(statusLine.hasStatusLine() ? Level.DEBUG : Level.INFO).log("{}", text);
    }
}

package org.imagefactory.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.imagefactory.config.Effective;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.DataSize;
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

    /** How often the same phase gets another line in a log. */
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(60);

    /** How long a step takes is worth a line from here on: an installation, an upload. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final StatusLine statusLine;
    private final LongSupplier nanoTime;
    private String step = "";
    private String phase = "";
    private long phaseStart;

    /** What was said of the phase last, and whether there is a line of it. */
    private String said = "";

    private boolean printed = true;
    private long lastLine;

    /**
     * @param statusLine shows what goes on
     * @param nanoTime a clock that only moves forward
     */
    EventPrinter(StatusLine statusLine, LongSupplier nanoTime) {
        this.statusLine = statusLine;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void on(BuildEvent heard) {
        BuildEvent event = heard.told(Effective::tell);
        if (event instanceof BuildEvent.StepStarted started) {
            step = "[%d/%d] %s".formatted(started.number(), started.total(), started.description());
            begin("");
            LOG.info("{}", step);
            statusLine.status(step);
        } else if (event instanceof BuildEvent.StepFinished finished) {
            endPhase();
            statusLine.status("");
            LOG.atLevel(finished.duration().compareTo(LONG) < 0 ? Level.DEBUG : Level.INFO)
                    .log(
                            "{} {} after {}",
                            finished.name(),
                            finished.succeeded() ? "done" : "failed",
                            seconds(finished.duration()));
        } else if (event instanceof BuildEvent.Progress progress) {
            progress(progress);
        } else if (event instanceof BuildEvent.Pulse pulse) {
            pulse(pulse.written());
        } else if (event instanceof BuildEvent.Note note) {
            LOG.info("{}", note.text());
        } else if (event instanceof BuildEvent.Warning warning) {
            LOG.warn("{}", warning.text());
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
        String text =
                progress.percent().isPresent()
                        ? "%s %d%%".formatted(progress.phase(), progress.percent().getAsInt())
                        : progress.phase();
        statusLine.status(step + ": " + text);
        if (!progress.phase().equals(phase)) {
            endPhase();
            begin(progress.phase());
            lastLine = phaseStart - LINE_INTERVAL.toNanos();
        }
        said = text;
        printed = false;
        if (nanoTime.getAsLong() - lastLine >= LINE_INTERVAL.toNanos()) {
            print(text);
        } else if (statusLine.hasStatusLine()) {
            LOG.debug("{}", text);
        }
    }

    private void begin(String newPhase) {
        phase = newPhase;
        phaseStart = nanoTime.getAsLong();
        lastLine = phaseStart;
        said = "";
        printed = true;
    }

    /** How far a phase has come is told at its end, too: else it seems to have stopped before. */
    private void endPhase() {
        if (!printed) {
            print(said);
        }
    }

    private void pulse(OptionalLong written) {
        long now = nanoTime.getAsLong();
        String text =
                "%s, for %s%s"
                        .formatted(
                                said.isEmpty() ? "nothing said yet" : said,
                                seconds(Duration.ofNanos(now - phaseStart)),
                                written.isPresent()
                                        ? "; %s written"
                                                .formatted(new DataSize(written.getAsLong()))
                                        : "");
        statusLine.status(step + ": " + text);
        if (now - lastLine >= LINE_INTERVAL.toNanos()) {
            print(text);
        }
    }

    /** On a terminal the status line has it. */
    private void print(String text) {
        LOG.atLevel(statusLine.hasStatusLine() ? Level.DEBUG : Level.INFO).log("{}", text);
        printed = true;
        lastLine = nanoTime.getAsLong();
    }

    /** {@code 1.2 s}, {@code 3 min 4 s}, {@code 1 h 2 min}. */
    static String seconds(Duration duration) {
        if (duration.toHours() > 0) {
            return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        if (duration.toMinutes() > 0) {
            return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
        }
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}

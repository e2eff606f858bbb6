package org.imagefactory.report;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.imagefactory.spec.DataSize;

/**
 * What a log says of the phases of a step: that one begins, how far it has come after each minute,
 * and how far at its end. Not for several threads.
 */
public final class PhaseLines {

    /** How often the same phase gets another line. */
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    /** How long a step takes is worth a line from here on: an installation, an upload. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private String phase = "";
    private long start;

    /** What was said of the phase last, and whether there is a line of it. */
    private String said = "";

    private boolean printed = true;
    private long lastLine;

    /**
     * @param nanoTime a clock that only moves forward
     * @param log gets the lines
     */
    public PhaseLines(LongSupplier nanoTime, Consumer<String> log) {
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** A step begins, which has said nothing yet. */
    public void beginStep() {
        begin("");
    }

    /** A step ends. */
    public void endStep() {
        end();
    }

    /** What there is to say of the phase now; {@link #isPrinted} tells whether it has a line. */
    public String progress(BuildEvent.Progress progress) {
        String text =
                progress.percent().isPresent()
                        ? "%s %d%%".formatted(progress.phase(), progress.percent().getAsInt())
                        : progress.phase();
        if (!progress.phase().equals(phase)) {
            end();
            begin(progress.phase());
            lastLine = start - INTERVAL.toNanos();
        }
        said = text;
        printed = false;
        printIfDue(text);
        return text;
    }

    /** The same of a phase that says nothing new. */
    public String pulse(BuildEvent.Pulse pulse) {
        OptionalLong written = pulse.written();
        String text =
                "%s, for %s%s"
                        .formatted(
                                said.isEmpty() ? "nothing said yet" : said,
                                seconds(Duration.ofNanos(nanoTime.getAsLong() - start)),
                                written.isPresent()
                                        ? "; %s written"
                                                .formatted(new DataSize(written.getAsLong()))
                                        : "");
        printIfDue(text);
        return text;
    }

    /** Whether what was said last has a line. */
    public boolean isPrinted() {
        return printed;
    }

    private void begin(String newPhase) {
        phase = newPhase;
        start = nanoTime.getAsLong();
        lastLine = start;
        said = "";
        printed = true;
    }

    /** How far a phase has come is told at its end, too: else it seems to have stopped before. */
    private void end() {
        if (!printed) {
            print(said);
        }
    }

    private void printIfDue(String text) {
        if (nanoTime.getAsLong() - lastLine >= INTERVAL.toNanos()) {
            print(text);
        }
    }

    private void print(String text) {
        log.accept(text);
        printed = true;
        lastLine = nanoTime.getAsLong();
    }

    /** How a step ended, and how long it took. */
    public static String end(BuildEvent.StepFinished step) {
        return "%s %s after %s"
                .formatted(
                        step.name(),
                        step.succeeded() ? "done" : "failed",
                        seconds(step.duration()));
    }

    /** Whether that is worth a line. */
    public static boolean isLong(BuildEvent.StepFinished step) {
        return step.duration().compareTo(LONG) >= 0;
    }

    /** {@code 1.2 s}, {@code 3 min 4 s}, {@code 1 h 2 min}. */
    public static String seconds(Duration duration) {
        if (duration.toHours() > 0) {
            return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        if (duration.toMinutes() > 0) {
            return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
        }
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}

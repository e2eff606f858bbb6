package org.imagefactory.console;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;

/**
 * Makes sense of what a guest writes to its serial console: tells the listener about progress and
 * new lines, and remembers what a watcher wants to know. Safe to ask from another thread.
 */
public final class ConsoleMonitor implements TerminalText.Sink {

    /** More lines than any installer writes; keeps a guest that babbles from filling the log. */
    private static final int MAX_TOLD_LINES = 20_000;

    private static final String PANIC = "Kernel panic - not syncing";

    private final BuildListener listener;
    private final ProgressParser parser = new ProgressParser();
    private final RecentLines lines = new RecentLines();
    private Optional<String> failure = Optional.empty();
    private Optional<String> phase = Optional.empty();
    private String unfinished = "";
    private long news;
    private int told;

    /**
     * @param listener hears progress, and each new line as output of {@code console}
     */
    public ConsoleMonitor(BuildListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void piece(String text) {
        unfinished = "";
        progress(text);
        if (text.contains(PANIC) && failure.isEmpty()) {
            failure = Optional.of(text.substring(text.indexOf(PANIC)).strip());
        }
        if (lines.add(text)) {
            news++;
            if (told < MAX_TOLD_LINES) {
                told++;
                listener.on(new BuildEvent.GuestLine(text.strip()));
            }
        }
    }

    @Override
    public synchronized void unfinished(String text) {
        unfinished = text;
        progress(text);
    }

    private void progress(String text) {
        parser.parse(text)
                .ifPresent(
                        progress -> {
                            news++;
                            phase = Optional.of(progress.phase());
                            listener.progress(progress.phase(), OptionalInt.of(progress.percent()));
                        });
    }

    /** Grows whenever the console says something new; a repetition or a redrawn clock is not. */
    public synchronized long news() {
        return news;
    }

    /** What the guest reported when it broke down beyond repair. */
    public synchronized Optional<String> failure() {
        return failure;
    }

    /** The phase that the installer named last. */
    public synchronized Optional<String> phase() {
        return phase;
    }

    /** The last lines that were shown, oldest first, free of control characters. */
    public synchronized List<String> lastLines(int count) {
        return lines.last(count, unfinished);
    }
}

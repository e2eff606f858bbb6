package org.imagefactory.console;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;

/**
 * Makes sense of what a guest writes to its serial console: tells the listener about progress and
 * new lines, and remembers what a watcher wants to know: failures, questions, the guest's own word
 * that it finished. Safe to ask from another thread.
 */
public final class ConsoleMonitor implements ConsoleReader {

    /** More lines than any installer writes; keeps a guest that babbles from filling the log. */
    private static final int MAX_TOLD_LINES = 20_000;

    private static final int SCREENFUL = 24;

    private final BuildListener listener;
    private final Markers markers;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private final TerminalText text = new TerminalText(new Pieces());
    private final TerminalScreen screen = new TerminalScreen();
    private final ProgressParser parser = new ProgressParser();
    private final RecentLines lines = new RecentLines();
    private final FailureFinder failures = new FailureFinder();
    private Optional<ConsoleFailure> failure = Optional.empty();
    private Optional<Question> question = Optional.empty();
    private Optional<String> phase = Optional.empty();
    private Optional<String> finishedIn = Optional.empty();
    private String unfinished = "";
    private String before = "";
    private long news;
    private long lookedAt;
    private int told;

    /**
     * @param listener hears progress, and each new line as output of {@code console}
     */
    public ConsoleMonitor(BuildListener listener) {
        this(listener, Optional.empty());
    }

    /**
     * @param nonce that the guest repeats when it says that the installation finished, if it does
     */
    public ConsoleMonitor(BuildListener listener, Optional<String> nonce) {
        this.listener = listener;
        this.markers = new Markers(nonce);
    }

    @Override
    public synchronized void feed(ByteBuffer bytes) {
        String characters = decoder.decode(bytes);
        text.feed(characters);
        screen.feed(characters);
    }

    @Override
    public synchronized void end() {
        text.end();
    }

    /** Grows whenever the console says something new; a repetition or a redrawn clock is not. */
    public synchronized long news() {
        return news;
    }

    /**
     * The first failure that the guest reported, or the first that no answer could have averted.
     * What stands in a dialog alone is found when {@link #question} reads the screen.
     */
    public synchronized Optional<ConsoleFailure> failure() {
        return failure;
    }

    /**
     * Whether the guest said that the installation finished. Work on another phase afterwards takes
     * the word back: then it was no more than an answer file that somebody printed.
     */
    public synchronized boolean finished() {
        return finishedIn.isPresent();
    }

    /**
     * What seems to wait for a person at the moment; see {@link QuestionTimer}. Reads the screen,
     * if it changed: ask about once a second.
     */
    public synchronized Optional<Question> question() {
        look();
        return question;
    }

    /** The phase that the installer named last. */
    public synchronized Optional<String> phase() {
        return phase;
    }

    /** The last lines that were shown, oldest first, free of control characters. */
    public synchronized List<String> lastLines(int count) {
        return lines.last(count, unfinished);
    }

    /** What a person would see on the terminal now, see {@link TerminalScreen#lines}. */
    public synchronized List<String> screen() {
        return screen.lines();
    }

    /** Reads the screen if it changed: dialogs are drawn in pieces that make no sense alone. */
    private void look() {
        if (screen.version() == lookedAt) {
            return;
        }
        lookedAt = screen.version();
        List<String> shown = screen.lines();
        shown.forEach(this::lookForFailure);
        DialogBox.inFront(shown).ifPresent(box -> lookForFailure(box.text().replace('\n', ' ')));
        question =
                QuestionFinder.find(shown, failures.installer())
                        .or(() -> QuestionFinder.find(lastLines(SCREENFUL), failures.installer()));
    }

    private void lookForFailure(String said) {
        failures.find(said).ifPresent(this::remember);
    }

    /** The first counts, unless a person could have answered it and this one is beyond that. */
    private void remember(ConsoleFailure found) {
        if (failure.isEmpty() || (failure.get().answerable() && !found.answerable())) {
            failure = Optional.of(found);
        }
    }

    private void lookForMarkers(String piece, boolean isNew) {
        if (text.whole() && markers.finished(piece)) {
            finishedIn = Optional.of(phase.orElse(""));
        } else if (isNew
                && finishedIn.isPresent()
                && ProgressParser.namesPhase(piece)
                && !finishedIn.equals(phase)) {
            finishedIn = Optional.empty();
        }
        // a line that was cut may have the marker at the cut
        String line = text.cutBefore() ? before + piece : piece;
        Markers.failed(line).map(ConsoleFailure::reported).ifPresent(this::remember);
        before = piece;
    }

    private void progress(String piece) {
        parser.parse(piece)
                .ifPresent(
                        progress -> {
                            news++;
                            phase = Optional.of(progress.phase());
                            listener.progress(progress.phase(), OptionalInt.of(progress.percent()));
                        });
    }

    /** Hears the plain text; only called while the monitor's lock is held. */
    private final class Pieces implements TerminalText.Sink {

        @Override
        public void piece(String piece) {
            unfinished = "";
            progress(piece);
            parser.ended(piece);
            lookForFailure(piece);
            boolean isNew = lines.add(piece);
            lookForMarkers(piece, isNew);
            if (isNew) {
                news++;
                if (told < MAX_TOLD_LINES) {
                    told++;
                    listener.on(new BuildEvent.GuestLine(piece.strip()));
                }
            }
        }

        @Override
        public void unfinished(String piece) {
            unfinished = piece;
            progress(piece);
        }
    }
}

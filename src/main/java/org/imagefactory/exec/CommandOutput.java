package org.imagefactory.exec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.imagefactory.error.PrintableText;
import org.imagefactory.exec.OutputListener.Stream;

/** Takes the lines of both streams of one command, keeps what is needed and passes them on. */
final class CommandOutput {

    /** For the error message. */
    private static final int LAST_LINES = 20;

    /** What a line may add to an error message. */
    private static final int LAST_LINE_LENGTH = 2000;

    /** A second bound beside {@link ProcessRunner#KEPT_LINES}, for output with long lines. */
    private static final int KEPT_CHARACTERS = 4 << 20;

    private record LastLine(Stream stream, String text) {}

    private final Command command;
    private final OutputListener listener;
    private final CommandLog log;
    private final List<LastLine> last = new ArrayList<>();
    private final Deque<String> kept = new ArrayDeque<>();
    private long keptCharacters;
    private boolean closed;

    CommandOutput(Command command, OutputListener listener, CommandLog log) {
        this.command = command;
        this.listener = listener;
        this.log = log;
    }

    synchronized void line(Stream stream, String line) {
        if (closed) {
            return;
        }
        String shown = ShellQuote.mask(PrintableText.of(line), command.secrets());
        log.printed(command, shown);
        addLast(stream, shown);
        if (stream == Stream.OUT) {
            keep(line);
        }
        listener.line(stream, line);
    }

    /** From now on the listener is left alone, even if a stray descendant goes on printing. */
    synchronized void close() {
        closed = true;
    }

    synchronized List<String> lastLines() {
        return last.stream().map(LastLine::text).toList();
    }

    synchronized List<String> standardOutput() {
        return new ArrayList<>(kept);
    }

    /** Standard output gives way first: the reason of a failure is mostly on standard error. */
    private void addLast(Stream stream, String shown) {
        if (shown.isBlank()) {
            return;
        }
        boolean fits = shown.length() <= LAST_LINE_LENGTH;
        String text = fits ? shown : shown.substring(0, LAST_LINE_LENGTH) + "…";
        last.add(new LastLine(stream, text));
        if (last.size() > LAST_LINES) {
            int oldestOutput = 0;
            while (oldestOutput < last.size() && last.get(oldestOutput).stream() != Stream.OUT) {
                oldestOutput++;
            }
            last.remove(oldestOutput < last.size() ? oldestOutput : 0);
        }
    }

    private void keep(String line) {
        kept.add(line);
        keptCharacters += line.length();
        while (kept.size() > ProcessRunner.KEPT_LINES || keptCharacters > KEPT_CHARACTERS) {
            keptCharacters -= kept.remove().length();
        }
    }
}

package org.imagefactory.console;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;

/**
 * Makes sense of what a system writes to its serial console while it boots: finds the login prompt,
 * the units that systemd could not start, and where it gave up. Safe to ask from another thread.
 */
public final class BootMonitor implements ConsoleReader {

    private static final int MAX_UNITS = 20;

    /** getty's prompt after the name of the host, of which a new system may have none. */
    private static final String PROMPT =
            "(?:(?!Last |last )(?:\\(none\\)|[A-Za-z0-9][A-Za-z0-9._-]{0,253}) )?login:";

    private static final Pattern AT_PROMPT = Pattern.compile(PROMPT + " *");

    /** The kernel writes where the cursor is. */
    private static final Pattern PROMPT_THEN_KERNEL =
            Pattern.compile(PROMPT + " *\\[ *[0-9]{1,9}\\.[0-9]{6}] .*");

    private static final Pattern FAILED_UNIT =
            Pattern.compile("\\[ *FAILED *] Failed to \\w+ (\\S.*)");

    /** Keeps a guest that babbles from filling the log. */
    private static final int MAX_TOLD_LINES = 20_000;

    /**
     * Where boot loaders, firmware and initramfs give up, by the beginning of a line; all others
     * are among {@link SystemFailures}.
     */
    private static final List<String> DEAD_ENDS =
            List.of(
                    "grub>",
                    "grub rescue>",
                    "GRUB Hard Disk Error",
                    "Missing operating system",
                    "No DEFAULT or UI configuration directive found",
                    "No bootable device",
                    "Welcome to emergency mode",
                    "Entering emergency mode");

    private final BuildListener listener;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private final TerminalText text = new TerminalText(new Pieces());
    private final RecentLines lines = new RecentLines();
    private final List<String> failedUnits = new ArrayList<>();
    private Optional<String> deadEnd = Optional.empty();
    private boolean promptWasThere;
    private String unfinished = "";
    private int told;

    /**
     * @param listener hears each new line as output of {@code console}
     */
    public BootMonitor(BuildListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void feed(ByteBuffer bytes) {
        text.feed(decoder.decode(bytes));
    }

    @Override
    public synchronized void end() {
        text.end();
    }

    private void look(String line) {
        if (deadEnd.isEmpty()) {
            deadEnd = deadEnd(line);
        }
    }

    private static Optional<String> deadEnd(String line) {
        return DEAD_ENDS.stream()
                .filter(line::startsWith)
                .findFirst()
                .map(end -> line)
                .or(
                        () ->
                                SystemFailures.ALL.stream()
                                        .flatMap(pattern -> pattern.in(line).stream())
                                        .findFirst()
                                        .map(ConsoleFailure::text));
    }

    /**
     * Whether the console shows a login prompt, at the beginning of its last line. A prompt that a
     * message of the kernel stands behind counts, too.
     */
    public synchronized boolean loginPrompt() {
        return promptWasThere || AT_PROMPT.matcher(unfinished).matches();
    }

    /** Where the boot ended for good, if it did. */
    public synchronized Optional<String> failure() {
        return deadEnd;
    }

    /** What systemd could not start, as it said so. */
    public synchronized List<String> failedUnits() {
        return List.copyOf(failedUnits);
    }

    /** The last lines that were shown, oldest first, free of control characters. */
    public synchronized List<String> lastLines(int count) {
        return lines.last(count, unfinished);
    }

    /** Hears the plain text; only called while the monitor's lock is held. */
    private final class Pieces implements TerminalText.Sink {

        @Override
        public void piece(String piece) {
            unfinished = "";
            String line = piece.strip();
            look(line);
            promptWasThere |= PROMPT_THEN_KERNEL.matcher(line).matches();
            Matcher unit = FAILED_UNIT.matcher(line);
            if (unit.matches() && failedUnits.size() < MAX_UNITS) {
                failedUnits.add(unit.group(1));
            }
            if (lines.add(piece) && told < MAX_TOLD_LINES) {
                told++;
                listener.on(new BuildEvent.GuestLine(line));
            }
        }

        @Override
        public void unfinished(String piece) {
            unfinished = piece.strip();
            look(unfinished);
        }
    }
}

package org.imagefactory.console;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;

/**
 * Reads what an installer tells of its own log: passes the lines on, and remembers those that may
 * explain why it failed. The text is the guest's and is not trusted. Safe to ask from another
 * thread.
 */
public final class InstallerLogMonitor implements ConsoleReader {

    /** debian-installer writes ten thousand lines; keeps a guest that babbles from the log. */
    private static final int MAX_TOLD_LINES = 50_000;

    private final BuildListener listener;
    private final UnaryOperator<String> masking;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private final TerminalText text = new TerminalText(new Lines());
    private final LogCauses causes = new LogCauses();
    private int told;

    /**
     * @param masking takes secrets out of a line, before anybody gets it
     * @param listener hears each line
     */
    public InstallerLogMonitor(UnaryOperator<String> masking, BuildListener listener) {
        this.masking = masking;
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

    /** The last lines that tell of something wrong, oldest first; may be empty. */
    public synchronized List<String> causes() {
        return causes.last();
    }

    /** Only called while the monitor's lock is held. */
    private final class Lines implements TerminalText.Sink {

        @Override
        public void piece(String piece) {
            String line = masking.apply(piece.strip());
            if (line.isEmpty()) {
                return;
            }
            causes.add(line);
            if (told < MAX_TOLD_LINES) {
                told++;
                listener.on(new BuildEvent.InstallerLine(line));
            }
        }

        @Override
        public void unfinished(String piece) {}
    }
}

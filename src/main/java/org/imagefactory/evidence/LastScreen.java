package org.imagefactory.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.console.TerminalScreen;
import org.imagefactory.spec.ImageSpec;

/** What a person at the serial console would see, drawn from its log. */
public final class LastScreen {

    /** Enough to draw a screen many times over. */
    private static final int BYTES = 1 << 18;

    private LastScreen() {}

    /**
     * The screen without the secrets of an image's configuration, and without a line feed at its
     * end; a few kilobytes at most.
     */
    public static String of(Path consoleLog, ImageSpec spec) throws IOException {
        return Redaction.of(spec).mask(of(consoleLog)).stripTrailing();
    }

    /** Plain text, without anything that moves a terminal. */
    static String of(Path consoleLog) throws IOException {
        TerminalScreen screen = new TerminalScreen();
        screen.feed(StandardCharsets.UTF_8.decode(end(consoleLog)).toString());
        return String.join("\n", screen.lines()) + "\n";
    }

    private static ByteBuffer end(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - BYTES));
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // goes on
            }
            return bytes.flip();
        }
    }
}

package org.imagefactory.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Writes every byte of a machine's serial console to a file and passes it on. */
public final class ConsoleLog implements ConsoleReader, AutoCloseable {

    /** A guest that writes without end shall not fill the host's disk. */
    private static final long MAX_BYTES = 128L << 20;

    private final ConsoleReader next;
    private final Optional<FileChannel> file;
    private long logged;
    private volatile boolean heard;
    private volatile Optional<IOException> problem = Optional.empty();

    /**
     * @param log gets every byte, up to 128 MiB; replaced when it exists
     * @param next hears the text
     */
    public ConsoleLog(Path log, ConsoleReader next) {
        this.next = next;
        this.file = open(log);
    }

    /** Whether the machine has written anything: then it runs, or did. */
    public boolean heard() {
        return heard;
    }

    /** What keeps the console from being logged, if anything. */
    public Optional<IOException> problem() {
        return problem;
    }

    @Override
    public void feed(ByteBuffer bytes) {
        heard = true;
        if (problem.isEmpty() && logged < MAX_BYTES) {
            log(bytes.duplicate());
        }
        next.feed(bytes);
    }

    @Override
    public void missed() {
        next.missed();
    }

    @Override
    public void end() {
        next.end();
    }

    /** Nobody may feed it any more. */
    @Override
    public void close() {
        if (file.isPresent()) {
            try {
                file.get().close();
            } catch (IOException e) {
                problem = Optional.of(e);
            }
        }
    }

    private Optional<FileChannel> open(Path log) {
        try {
            return Optional.of(
                    FileChannel.open(
                            log,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING));
        } catch (IOException e) {
            problem = Optional.of(e);
            return Optional.empty();
        }
    }

    private void log(ByteBuffer bytes) {
        try {
            logged += bytes.remaining();
            write(bytes);
            if (logged >= MAX_BYTES) {
                String end = "\n[image-factory: the rest of the console is not logged]\n";
                write(ByteBuffer.wrap(end.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (ClosedByInterruptException e) {
            // Nobody wants to read the console any more.
            logged = MAX_BYTES;
        } catch (IOException e) {
            problem = Optional.of(e);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.orElseThrow().write(bytes);
        }
    }
}

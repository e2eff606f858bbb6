package org.imagefactory.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.commons.exec.ExecuteStreamHandler;
import org.imagefactory.exec.OutputListener.Stream;

/**
 * Reads both output streams of a process, each on a thread of its own.
 *
 * <p>After the end of the process a descendant may still hold the pipes open; then no end of file
 * comes, and the read cannot be interrupted. So {@link #stop} waits only while text keeps coming,
 * and leaves a stuck thread (a daemon) behind.
 */
final class LinePump implements ExecuteStreamHandler {

    private static final Duration IDLE_LIMIT = Duration.ofSeconds(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final CommandOutput output;
    private final String name;
    private final Consumer<Throwable> death;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong received = new AtomicLong();

    /**
     * @param death hears why nobody reads any more: what the listener threw, or an {@link Error} as
     *     that of a full memory. The process would wait for ever for somebody to read.
     */
    LinePump(CommandOutput output, String name, Consumer<Throwable> death) {
        this.output = output;
        this.name = name;
        this.death = death;
    }

    @Override
    public void setProcessInputStream(OutputStream stream) throws IOException {
        stream.close();
    }

    @Override
    public void setProcessOutputStream(InputStream stream) {
        addThread(Stream.OUT, stream);
    }

    @Override
    public void setProcessErrorStream(InputStream stream) {
        addThread(Stream.ERR, stream);
    }

    @Override
    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public void stop() {
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            for (Thread thread : threads) {
                long before;
                do {
                    before = received.get();
                    thread.join(IDLE_LIMIT.toMillis());
                } while (thread.isAlive()
                        && received.get() > before
                        && System.nanoTime() < deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.close();
    }

    private void addThread(Stream stream, InputStream bytes) {
        Thread thread = new Thread(() -> run(stream, bytes), name + " " + stream);
        thread.setDaemon(true);
        threads.add(thread);
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, somebody waits for the process
    private void run(Stream stream, InputStream bytes) {
        try {
            pump(stream, bytes);
        } catch (Throwable e) {
            death.accept(e);
        }
    }

    private void pump(Stream stream, InputStream bytes) {
        LineSplitter splitter = new LineSplitter(line -> output.line(stream, line));
        // Replaces what is not UTF-8.
        try (Reader reader = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            char[] buffer = new char[8192];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                received.addAndGet(n);
                splitter.accept(buffer, n);
            }
        } catch (IOException e) {
            // The pipe was closed under us because the process is gone: what came until then
            // counts.
        }
        splitter.finish();
    }
}

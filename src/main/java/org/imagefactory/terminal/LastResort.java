package org.imagefactory.terminal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.imagefactory.error.ExitStatus;

/**
 * Ends the program some time after a signal, whatever its threads do: one that waits for a pipe or
 * computes without end hears no interrupt. It shares no lock with anybody, and its thread is there
 * before it is needed, for then there may be none to be had.
 */
final class LastResort {

    /** To say why: standard error may be a pipe that nobody reads. */
    private static final Duration WORDS_LIMIT = Duration.ofMillis(300);

    private final byte[] words;
    private final Duration limit;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile ExitStatus status = ExitStatus.TERMINATED;

    /**
     * @param words the last ones
     * @param limit from the signal to the end
     */
    LastResort(String words, Duration limit) {
        this.words = (words + "\n").getBytes(StandardCharsets.UTF_8);
        this.limit = limit;
    }

    /** Makes the thread that waits for {@link #begin}. */
    void prepare() {
        Thread thread = new Thread(this::await, "last-resort");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on the time runs; called once more, it changes nothing. */
    void begin(ExitStatus ending) {
        if (begun.getCount() > 0) {
            status = ending;
            begun.countDown();
        }
    }

    private void await() {
        try {
            begun.await();
            TimeUnit.NANOSECONDS.sleep(limit.toNanos());
            Thread last = new Thread(() -> System.err.writeBytes(words), "last-words");
            last.setDaemon(true);
            last.start();
            last.join(WORDS_LIMIT.toMillis());
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            // nobody interrupts this thread; if somebody does, the program ends now
        } finally {
            // even if there is no memory, or no process left for one more thread
            Runtime.getRuntime().halt(status.code());
        }
    }
}

package org.imagefactory.lifecycle;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks again and again at what other processes do with the store. */
final class Watch implements AutoCloseable {

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "watch over the store");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Works works;
    private final Succession succession;

    Watch(Works works, Succession succession, Duration pause) {
        this.works = works;
        this.succession = succession;
        var unused =
                clock.scheduleWithFixedDelay(
                        this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void look() {
        works.all().stream()
                .filter(work -> work.claim().isCancelRequested())
                .forEach(work -> work.cancel(Deletions.WHY));
        succession.look();
        works.settle();
    }
}

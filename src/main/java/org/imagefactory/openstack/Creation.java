package org.imagefactory.openstack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.imagefactory.error.UploadException;
import org.imagefactory.report.BuildListener;

/**
 * Makes an instance, once: an answer that was lost is no reason for a second one. Where a quota is
 * used up it waits until there is room.
 */
final class Creation {

    private static final Duration PATIENCE = Duration.ofHours(12);
    private static final long PAUSE_MILLISECONDS = 15_000;
    private static final int TRIES = 3;

    private final Cloud cloud;
    private final String mark;
    private final BuildListener listener;

    Creation(Cloud cloud, String mark, BuildListener listener) {
        this.cloud = cloud;
        this.mark = mark;
        this.listener = listener;
    }

    /** Something that quotas may forbid for now. */
    @FunctionalInterface
    interface Taking {
        String take() throws CloudException, UploadException, IOException, InterruptedException;
    }

    /**
     * Takes something as soon as the quota is not used up. Builds wait in the order in which they
     * came, and only the first of them asks, however many there are.
     */
    String whenThereIsRoom(Taking taking)
            throws CloudException, UploadException, IOException, InterruptedException {
        try {
            return taking.take();
        } catch (CloudException e) {
            if (!e.isQuota()) {
                throw e;
            }
            listener.note("waiting for room in the cloud: " + e.reason());
            return inTurn(taking, System.nanoTime() + PATIENCE.toNanos(), e);
        }
    }

    private String inTurn(Taking taking, long end, CloudException refused)
            throws CloudException, UploadException, IOException, InterruptedException {
        if (!cloud.room().tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw refused;
        }
        try {
            while (true) {
                try {
                    return taking.take();
                } catch (CloudException e) {
                    if (!e.isQuota() || System.nanoTime() > end) {
                        throw e;
                    }
                }
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        } finally {
            cloud.room().release();
        }
    }

    /**
     * @return the id of the instance
     */
    String create(Map<String, Object> request)
            throws CloudException, UploadException, IOException, InterruptedException {
        int broken = 0;
        while (true) {
            try {
                return whenThereIsRoom(() -> cloud.nova().create(request));
            } catch (IOException e) {
                broken++;
                List<Server> made = cloud.nova().tagged(mark);
                if (!made.isEmpty()) {
                    return made.get(0).id();
                }
                if (broken >= TRIES) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE_MILLISECONDS);
        }
    }
}

package org.imagefactory.openstack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    private final Nova nova;
    private final String mark;
    private final BuildListener listener;

    Creation(Nova nova, String mark, BuildListener listener) {
        this.nova = nova;
        this.mark = mark;
        this.listener = listener;
    }

    /** Something that quotas may forbid for now. */
    @FunctionalInterface
    interface Taking {
        String take() throws CloudException, UploadException, IOException, InterruptedException;
    }

    /** Takes something as soon as the quota is not used up. */
    String whenThereIsRoom(Taking taking)
            throws CloudException, UploadException, IOException, InterruptedException {
        long begin = System.nanoTime();
        boolean told = false;
        while (true) {
            try {
                return taking.take();
            } catch (CloudException e) {
                if (!e.isQuota() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw e;
                }
                if (!told) {
                    listener.note("waiting for room in the cloud: " + e.reason());
                    told = true;
                }
            }
            Thread.sleep(PAUSE_MILLISECONDS);
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
                return whenThereIsRoom(() -> nova.create(request));
            } catch (IOException e) {
                broken++;
                List<Server> made = nova.tagged(mark);
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

package org.imagefactory.netboot.fetch;

import java.time.Duration;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.report.BuildListener;

/** Tries again what is worth it, with growing pauses, as long as there is time. */
final class Retrier {

    /** Something that may fail and succeed later. */
    interface Attempt<T> {
        T run() throws FetchException, HostException, InterruptedException;
    }

    private final RetryPolicy policy;
    private final Deadline deadline;
    private final BuildListener listener;

    Retrier(RetryPolicy policy, Deadline deadline, BuildListener listener) {
        this.policy = policy;
        this.deadline = deadline;
        this.listener = listener;
    }

    /**
     * @throws FetchException of the last try
     * @throws InterruptedException during a try or a pause
     */
    <T> T run(RemoteFile file, Attempt<T> attempt)
            throws FetchException, HostException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return attempt.run();
            } catch (FetchException e) {
                listener.detail("try %d of %s failed".formatted(tries, file), e);
                if (tries >= policy.tries(e.kind())) {
                    throw tries == 1 ? e : e.afterTries(tries);
                }
                Duration pause = policy.delay(tries, e.retryAfter());
                if (pause.compareTo(deadline.left()) > 0) {
                    throw e.afterTries(tries);
                }
                listener.note(
                        "downloading %s failed (%s); trying again in %.1f s"
                                .formatted(file, e.getMessage(), pause.toMillis() / 1000.0));
                Thread.sleep(pause.toMillis());
            }
        }
    }
}

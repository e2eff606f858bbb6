package org.imagefactory.clouds.ec2;

import java.time.Duration;
import org.imagefactory.error.UploadException;

/** Asks again and again, less often as time goes by, and not for ever. */
final class Waiting {

    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Duration limit;
    private final String what;
    private final long begin = System.nanoTime();
    private Duration pause = SHORTEST;

    /**
     * @param what is waited for
     */
    Waiting(Duration limit, String what) {
        this.limit = limit;
        this.what = what;
    }

    /**
     * @throws UploadException that was long enough
     */
    void pause() throws UploadException, InterruptedException {
        if (System.nanoTime() - begin > limit.toNanos()) {
            throw new UploadException(
                    "waited %d minutes for %s".formatted(limit.toMinutes(), what), "");
        }
        Thread.sleep(pause.toMillis());
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}

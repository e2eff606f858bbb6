package org.imagefactory.plugin;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.InstallationException;

/** How long the mocks work on an image, and whether they fail: as the parameters say. */
final class MockPace {

    private static final int FEW_STEPS = 20;
    private static final int MANY_STEPS = 100;

    /** From here on there are many steps. */
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Nobody waits so long, and a number of nanoseconds has to hold it. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private MockPace() {}

    /**
     * Works on an image.
     *
     * @throws BuildException with the text of the parameter {@code mock_error}, at the end
     */
    static void work(ImageJob job, String activity) throws BuildException, InterruptedException {
        Duration all = duration(job.parameters());
        if (!all.isZero()) {
            int steps = all.compareTo(LONG) < 0 ? FEW_STEPS : MANY_STEPS;
            for (int step = 0; step < steps; step++) {
                job.progress(activity, (double) step / steps);
                Duration each = all.dividedBy(steps);
                Thread.sleep(each.toMillis(), each.toNanosPart() % 1_000_000);
            }
        }
        Optional<String> error =
                job.parameters().text("mock_error").filter(text -> !text.isEmpty());
        if (error.isPresent()) {
            throw InstallationException.literally(error.get());
        }
        job.progress(activity, 1);
    }

    private static Duration duration(Parameters parameters) {
        BigDecimal longest = BigDecimal.valueOf(LONGEST.toNanos());
        return parameters
                .decimal("mock_seconds")
                .map(seconds -> seconds.movePointRight(9).min(longest).longValue())
                .map(Duration::ofNanos)
                .orElse(Duration.ZERO);
    }
}

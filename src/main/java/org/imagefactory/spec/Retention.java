package org.imagefactory.spec;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which earlier builds of an image stay. A build stays if any of the rules keeps it; without any
 * rule, all of them do. The newest good image always stays.
 *
 * @param newest how many of the newest good builds
 * @param daily of how many days the newest good build
 * @param weekly of how many weeks, which begin on Monday, the newest good build
 * @param monthly of how many months the newest good build
 * @param failures how many of the newest failed builds keep log, report and evidence
 */
public record Retention(
        Optional<Integer> newest,
        Optional<Integer> daily,
        Optional<Integer> weekly,
        Optional<Integer> monthly,
        Optional<Integer> failures) {

    /** Everything stays. */
    public static final Retention EVERYTHING =
            new Retention(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /** Whether any good build may ever have to go. */
    public boolean limitsImages() {
        return Stream.of(newest, daily, weekly, monthly).anyMatch(Optional::isPresent);
    }

    /** The same for failed builds only; all good ones stay. */
    public Retention ofFailures() {
        return new Retention(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), failures);
    }
}

package org.imagefactory.spec;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The day on which a distribution's updates end.
 *
 * @param day the last one with updates
 */
public record EndOfLife(LocalDate day) {

    /** How many days before that day people are told. */
    public static final int NOTICE_DAYS = 60;

    /** Whether there are no updates any more. */
    public boolean isOver(LocalDate today) {
        return today.isAfter(day);
    }

    /** Whether there is something to tell. */
    public boolean isNear(LocalDate today) {
        return daysLeft(today) <= NOTICE_DAYS;
    }

    private long daysLeft(LocalDate today) {
        return ChronoUnit.DAYS.between(today, day);
    }

    /** What there is to tell; empty while the day is far away. */
    public Optional<String> notice(LocalDate today) {
        if (!isNear(today)) {
            return Optional.empty();
        }
        return Optional.of(
                isOver(today)
                        ? "the distribution's updates ended on %s: build a newer release"
                                .formatted(day)
                        : "the distribution's updates end on %s, in %d days: plan for a newer release"
                                .formatted(day, daysLeft(today)));
    }
}

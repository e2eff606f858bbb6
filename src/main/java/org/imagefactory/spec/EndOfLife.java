package org.imagefactory.spec;

import java.time.DateTimeException;
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

    private static final int LENGTH = 10;

    /**
     * Reads a day such as 2028-06-30. The formatter of the platform takes longer than all else that
     * a listing does with a section.
     *
     * @throws DateTimeException it is none
     */
    public static EndOfLife parse(String text) {
        if (text.length() != LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            throw new DateTimeException("no day: " + text);
        }
        return new EndOfLife(
                LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, LENGTH)));
    }

    private static int number(String text, int begin, int end) {
        int number = 0;
        for (int i = begin; i < end; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw new DateTimeException("no day: " + text);
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

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

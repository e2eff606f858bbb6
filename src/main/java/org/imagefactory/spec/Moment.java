package org.imagefactory.spec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A moment that archives of packages are frozen at, in whole seconds. Its text is what snapshot
 * services have in their paths: {@code 20261130T000000Z}.
 *
 * @param instant of which year 2000 to 9999
 */
public record Moment(Instant instant) {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final Pattern TEXT = Pattern.compile("[0-9]{8}T[0-9]{6}Z");

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** The first moment of a day in Greenwich: whatever came before it has long been archived. */
    public static Moment of(LocalDate day) {
        return new Moment(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /**
     * @param text {@code 20261130T060000Z}, {@code 2026-11-30} or {@code 2026-11-30T06:00:00Z}
     * @throws IllegalArgumentException it is none of these
     */
    public static Moment parse(String text) {
        try {
            if (TEXT.matcher(text).matches()) {
                return new Moment(FORM.parse(text, Instant::from));
            }
            return DAY.matcher(text).matches()
                    ? of(LocalDate.parse(text))
                    : new Moment(Instant.ofEpochSecond(Instant.parse(text).getEpochSecond()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'%s' is not a moment such as 20261130T060000Z or 2026-11-30".formatted(text),
                    e);
        }
    }

    @Override
    public String toString() {
        return FORM.format(instant);
    }
}
